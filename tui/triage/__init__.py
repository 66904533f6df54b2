"""Triage without a screen: the frozen queue, what each verb would do, when a snooze ends."""

"""Widgets that know nothing of the process: lists, bars, inputs."""

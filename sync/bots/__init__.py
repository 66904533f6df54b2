"""Group bots: texts that go to a chat group of Feishu, DingTalk or WeCom."""

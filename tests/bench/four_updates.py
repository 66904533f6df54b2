"""Four panels that say the same again each second: what redrawing by habit costs."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

LINES = "\n".join(f"第 {number} 行 一个看板上的一行文字 ✗超01:10 !剩00:24" for number in range(20))


class FourUpdates(App[None]):
    """Four texts, each set anew each second."""

    CSS = "Screen { layout: grid; grid-size: 2 2; } Static { border: solid blue; height: 1fr; }"

    def compose(self) -> ComposeResult:
        for _ in range(4):
            yield Static(LINES)

    def on_mount(self) -> None:
        self.set_interval(1.0, self._again)

    def _again(self) -> None:
        for each in self.query(Static):
            each.update(LINES)


if __name__ == "__main__":
    FourUpdates().run()

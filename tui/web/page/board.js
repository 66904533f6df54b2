"use strict";

// What is pasted can be longer than one message may be: it goes in pieces, never through the middle
// of a character.
const LONGEST = 500;
const send = WebSocket.prototype.send;

WebSocket.prototype.send = function (data) {
  if (this.readyState !== WebSocket.OPEN) {
    return; // a board that is gone, or not there yet, hears nothing
  }
  if (typeof data !== "string" || data.length <= LONGEST) {
    send.call(this, data);
    return;
  }
  const [kind, text] = JSON.parse(data);
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += LONGEST) {
    send.call(this, JSON.stringify([kind, characters.slice(at, at + LONGEST).join("")]));
  }
};

// Keys go to the board without a click into it first, and again when its window comes back.
const listen = () => document.querySelector(".xterm-helper-textarea")?.focus();

document.addEventListener("DOMContentLoaded", () => {
  // A proxy may have renamed what was asked for; the page knows under which address it stands.
  const socket = new URL("/ws", window.location.href);
  socket.protocol = socket.protocol.replace("http", "ws");
  document.querySelector("#terminal").dataset.sessionWebsocketUrl = socket.href;
  window.addEventListener("focus", listen);
  new MutationObserver(listen).observe(document.body, { attributeFilter: ["class"] });
  document.querySelector("#again").addEventListener("click", () => window.location.reload());
});

"""One typed line becomes a reading: who, until when, about what. Pure."""

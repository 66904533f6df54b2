"""The rules of the process, the records it keeps, and the store they live in."""

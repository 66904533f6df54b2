"""What the process knows: frozen records and pure rules, one module a record."""

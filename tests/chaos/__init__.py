"""What survives kills and a full disk."""

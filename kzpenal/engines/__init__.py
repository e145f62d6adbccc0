"""Engines: each derives the same Marks, and none knows another."""

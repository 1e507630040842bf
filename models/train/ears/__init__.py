"""Trains `ear_shown`: whether an ear shows, and what is over it where it does not."""

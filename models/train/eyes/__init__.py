"""Trains `face_eyes`: whether an eye is open, and whether one is seen at all."""

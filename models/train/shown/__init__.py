"""Trains `face_shown`: which places of a face are seen to be that face, and whether the picture has its own colours."""

"""Facilitator-led rooms: what is shared is sealed to the room, and nobody is singled out."""

"""The web application, and what wires everything together."""

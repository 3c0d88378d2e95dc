"""The facilitator's page: the door, the office with its plans, and the screens of a room."""

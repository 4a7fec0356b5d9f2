"""What can be asked of each kind of thing on the board: one function a route."""

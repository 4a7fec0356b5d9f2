"""Desks that rota makes: a new one of a team's own, and the sample of the demo."""

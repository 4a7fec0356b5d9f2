"""The commands on an incident or an alarm, for the screens that show them."""

from __future__ import annotations

from tui.screens.base import DeskScreen


class IncidentKeys(DeskScreen):
    """Comment, move, assign, acknowledge, raise, post-mortem: for what is selected."""

    def do_incident_open(self) -> None:
        if self.current_incident:
            self.rota.open_incident(self.current_incident.id)

    def do_incident_comment(self) -> None:
        from tui.flows.incidents import comment

        if self.current_incident:
            self.rota.start(comment(self.rota, self.current_incident))

    def do_incident_move(self) -> None:
        from tui.flows.incidents import move

        if self.current_incident:
            self.rota.start(move(self.rota, self.current_incident))

    def do_incident_assign(self) -> None:
        from tui.flows.incidents import assign

        if self.current_incident:
            self.rota.start(assign(self.rota, self.current_incident))

    def do_incident_postmortem(self) -> None:
        from tui.flows.postmortems import write

        if self.current_incident:
            self.rota.start(write(self.rota, self.current_incident))

    def do_alarm_acknowledge(self) -> None:
        from tui.flows.incidents import acknowledge

        if self.current_alarm:
            self.rota.start(acknowledge(self.rota, self.current_alarm))

    def do_alarm_raise(self) -> None:
        from tui.flows.incidents import raise_incident

        if self.current_alarm:
            self.rota.start(raise_incident(self.rota, self.current_alarm))

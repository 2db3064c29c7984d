"""CloudWatch metrics: an implementation of its own; alarms and dashboards stay moto's."""

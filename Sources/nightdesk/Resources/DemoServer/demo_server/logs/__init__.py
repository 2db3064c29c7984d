"""CloudWatch Logs: an implementation of its own, as moto's has no order by time, no patterns, no Insights and no Live Tail."""

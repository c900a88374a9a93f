"""The front door: what stands between the network and the app's script (`server.py` puts it together)."""

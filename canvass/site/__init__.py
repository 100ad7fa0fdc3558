"""The one application over all pages: addresses, settings, navigation, home, server."""

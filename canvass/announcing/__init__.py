"""Election night for everybody: a folder of pages and files, made anew at each release, for any server."""

"""Gives the validator the terms of the standards from the files beside this one, so that it needs no net.

Python runs this file of itself where it stands in PYTHONPATH. The terms of RO-Crate 1.1 are the standard's own file (CC0); of those of
Workflow Run the file has the ones that research objects of this program use.
"""

import io
import pathlib

HERE = pathlib.Path(__file__).parent
TERMS = {
    "https://w3id.org/ro/crate/1.1/context": "ro-crate-1.1-context.json",
    "https://w3id.org/ro/terms/workflow-run/context": "workflow-run-context.json",
}

try:
    import urllib3
    from requests.adapters import HTTPAdapter
except ImportError:
    pass
else:
    own = HTTPAdapter.send

    def send(self, request, *args, **kwargs):
        file = TERMS.get(request.url)
        if file is None:
            return own(self, request, *args, **kwargs)
        body = (HERE / file).read_bytes()
        headers = {"Content-Type": "application/ld+json", "Content-Length": str(len(body))}
        answer = urllib3.HTTPResponse(io.BytesIO(body), headers=headers, status=200, preload_content=False)
        return self.build_response(request, answer)

    HTTPAdapter.send = send

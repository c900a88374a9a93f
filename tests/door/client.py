"""What a browser sends to the front door, and what any program could send in its place."""

from __future__ import annotations

import http.client
import socket
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SECONDS = 30


def asked(address: str, path: str, method: str = "GET", **more: object) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer; a redirect is not followed."""
    connection = http.client.HTTPConnection(address, timeout=SECONDS)
    try:
        connection.request(method, path, **more)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def dialled(address: str) -> socket.socket:
    """A connection on which nothing has been said yet."""
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed a connection; waits for it."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@dataclass
class Session:
    """A session as a browser has one; `files` is what it may send uploads to."""

    address: str
    origin: str = ""
    cookie: str = ""
    websocket: ClientConnection = field(init=False)
    id: str = ""
    _open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        origin = self.origin or f"http://{self.address}"
        opened = connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=origin,
            max_size=None,
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
        )
        self.websocket = self._open.enter_context(opened)
        request = BackMsg()
        request.rerun_script.query_string = ""
        self.websocket.send(request.SerializeToString())
        self.id = self._until("new_session").new_session.initialize.session_id
        self._until("script_finished")
        self.token = asked(self.address, "/_stcore/health")[1]["Set-Cookie"].split("=", 1)[1].split(";")[0]

    def _until(self, kind: str) -> ForwardMsg:
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.websocket.recv(timeout=SECONDS))
            if message.WhichOneof("type") == kind:
                return message

    def places(self, count: int) -> list[str]:
        """Addresses for so many files, as the server issues them."""
        request = BackMsg()
        request.file_urls_request.request_id = uuid.uuid4().hex
        request.file_urls_request.file_names.extend(f"{n}.xlsx" for n in range(count))
        request.file_urls_request.session_id = self.id
        self.websocket.send(request.SerializeToString())
        return [url.upload_url for url in self._until("file_urls_response").file_urls_response.file_urls]

    def upload(self, place: str, content: bytes) -> int:
        """Send a file; the status of the answer."""
        return asked(self.address, place, "PUT", body=form(content), headers=self.headers())[0]

    def headers(self) -> dict[str, str]:
        """What a browser sends with an upload."""
        kind = "multipart/form-data; boundary=part"
        return {
            "X-Xsrftoken": self.token,
            "Cookie": "; ".join(filter(None, (f"_streamlit_xsrf={self.token}", self.cookie))),
            "Content-Type": kind,
        }

    def close(self) -> None:
        """Leave, as a browser does whose tab is closed."""
        self._open.close()


def form(content: bytes) -> bytes:
    """A file as a form carries it."""
    return b'--part\r\nContent-Disposition: form-data; name="f"; filename="f.xlsx"\r\n\r\n%b\r\n--part--\r\n' % content

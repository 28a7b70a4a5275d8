"""A real S3-compatible object store (SeaweedFS) on this machine, which checks keys and signatures."""

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.ports import free_port

KEY, SECRET = "portal", "a secret/with+signs"
PATIENCE = 60  # seconds
PORTS = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
)


class ObjectStore:
    """The server. `bucket()` makes a bucket, and `url()` is what ESFPORTAL_FILES_URL says for it."""

    def __init__(self, folder):
        self.folder = folder
        self.process = None

    @property
    def port(self):
        return self.ports["s3.port"]

    def start(self, tries=5):
        while not self._started():
            tries -= 1
            assert tries, (self.folder / "log").read_text()[-2000:]

    def _started(self):
        # Each of the many ports may be taken by another server before this one listens there.
        self.ports = {name: free_port() for name in PORTS}
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        keys = {"name": "portal", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
        config = self.folder / "s3.json"
        config.write_text(
            json.dumps({"identities": [keys | {"actions": ["Read", "Write", "List", "Tagging", "Admin"]}]})
        )
        program = shutil.which("weed", path=str(Path(sys.executable).parent)) or "weed"
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *(program, "-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
                    *(f"-dir={self.folder / 'data'}", "-filer", "-s3", f"-s3.config={config}"),
                    *(
                        "-volume.max=1000",
                        "-master.volumeSizeLimitMB=16",
                        "-s3.port.iceberg=0",
                        "-s3.port.lance=0",
                        "-s3.autoCreateBucket=false",
                    ),
                    *("-master.telemetry=false", f"-s3.localSocket={self.folder / 's3.sock'}"),
                    *(f"-{name}={port}" for name, port in self.ports.items()),
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None:
                return False
            assert time.monotonic() < deadline, "the object store did not start"
            time.sleep(0.2)
        return True

    def answers(self):
        try:
            self.client.create_bucket(Bucket="ready")
            self.client.put_object(Bucket="ready", Key="ready", Body=b"ready")
        except (ClientError, BotoCoreError):
            return False
        return True

    def stop(self):
        self.process.kill()
        self.process.wait()

    @property
    def client(self):
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(
                s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, read_timeout=PATIENCE
            ),
        )

    def bucket(self):
        name = f"bucket-{uuid4().hex[:12]}"
        self.client.create_bucket(Bucket=name)
        return name

    def url(self, bucket, *, port=None, secret=SECRET):
        return f"s3://{KEY}:{quote(secret, safe='')}@127.0.0.1:{port or self.port}/{bucket}/portal?tls=0"

    def keys(self, bucket):
        answer = self.client.list_objects_v2(Bucket=bucket)
        return sorted(entry["Key"] for entry in answer.get("Contents", ()))


@contextmanager
def free_ports(count):
    """Ports that refuse connections and that no other process takes in the meantime."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _each in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        yield [each.getsockname()[1] for each in sockets]


@contextmanager
def silent_port():
    """A port that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield listener.getsockname()[1]

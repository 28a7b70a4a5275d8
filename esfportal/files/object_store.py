from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

CONNECT_TIMEOUT = 3  # seconds
ATTEMPTS = 2  # in all; a job that fails can be tried again, and a request must not wait for long
IN_MEMORY = 2 * 1024 * 1024  # bytes of a file that is read; a larger one goes to a temporary file


class ObjectStore(S3Storage):
    def __init__(self, *, timeout, addressing, attempts=ATTEMPTS, **options):
        super().__init__(
            client_config=Config(
                connect_timeout=min(CONNECT_TIMEOUT, timeout),
                read_timeout=timeout,
                retries={"total_max_attempts": attempts, "mode": "standard"},
                s3={"addressing_style": addressing},
                signature_version="s3v4",
                # Newer checksums are unknown to many S3-compatible stores. We keep a SHA-256 of our own.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # Threads of the transfer manager would outlive a fork of the worker.
            transfer_config=TransferConfig(use_threads=False),
            max_memory_size=IN_MEMORY,
            file_overwrite=True,  # keys are never used twice, and looking first costs a request
            default_acl=None,
            **options,
        )

    def answers(self):
        try:
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError):
            return False
        return True

# The portal's image: built in one stage, run in another that holds no tool for building.

FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements-production.lock /build/
RUN pip install --require-hashes --no-deps -r /build/requirements-production.lock
COPY . /app
WORKDIR /app
# Only so that the settings can be read while the static files are gathered: none of it stays.
RUN pybabel compile --directory=locale --domain=django \
    && key() { python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"; } \
    && ESFPORTAL_ENV=production SECRET_KEY="$(key)" ESFPORTAL_DATA_KEYS="1:$(key)" \
       ESFPORTAL_INDEX_KEY="$(key)" ESFPORTAL_SCOPE_KEYS="$(key)" DATABASE_URL=postgres://build@127.0.0.1/build \
       REDIS_URL=redis://127.0.0.1 ALLOWED_HOSTS=build \
       python manage.py collectstatic --noinput \
    && python -m compileall -q .

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ESFPORTAL_ENV=production \
    ESFPORTAL_VAR=/data
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /data --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal --mode=0700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "esfportal.wsgi", "--bind=0.0.0.0:8000", "--workers=3", "--threads=4", \
     "--worker-tmp-dir=/dev/shm", "--max-requests=2000", "--max-requests-jitter=200", "--no-control-socket"]

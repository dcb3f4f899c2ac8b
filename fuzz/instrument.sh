#!/usr/bin/env bash
# Cargo's RUSTC_WRAPPER: Sporbar and its fuzz targets are compiled so that the fuzzer sees which way they take; everything
# else as it always is, so that no dependency is compiled again. All options are of the stable compiler.
case " $* " in
*" --crate-name sporbar "* | *"/targets/"*)
    set -- "$@" -C passes=sancov-module -C codegen-units=1
    for option in level=4 inline-8bit-counters pc-table trace-compares; do
        set -- "$@" -C "llvm-args=-sanitizer-coverage-$option"
    done
    ;;
esac
exec "$@"

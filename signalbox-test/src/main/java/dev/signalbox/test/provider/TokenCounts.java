package dev.signalbox.test.provider;

/**
 * The tokens of one answer.
 *
 * @param input all of the request, cached and cache-writing ones included
 * @param output all of the answer, reasoning included
 */
record TokenCounts(int input, int output, int cached, int cacheWrites, int reasoning) {

    /** Those that neither came from the cache nor went into it. */
    int plainInput() {
        return Math.max(0, input - cached - cacheWrites);
    }

    /** Those that were said rather than thought. */
    int spoken() {
        return Math.max(0, output - reasoning);
    }
}

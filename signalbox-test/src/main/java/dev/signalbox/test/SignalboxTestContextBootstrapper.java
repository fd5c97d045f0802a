package dev.signalbox.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Brings the annotation's properties into the test's environment. */
final class SignalboxTestContextBootstrapper extends TestSliceTestContextBootstrapper<SignalboxTest> {}

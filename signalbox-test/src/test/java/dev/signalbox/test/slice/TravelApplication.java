package dev.signalbox.test.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as users write it. */
@SpringBootApplication
class TravelApplication {}

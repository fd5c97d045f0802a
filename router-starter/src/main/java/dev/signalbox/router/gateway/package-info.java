/** The gateway: the router behind an HTTP endpoint that clients of OpenAI, OpenRouter and Anthropic talk to. */
@NullMarked
package dev.signalbox.router.gateway;

import org.jspecify.annotations.NullMarked;

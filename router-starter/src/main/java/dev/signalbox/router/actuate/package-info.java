/** What Spring Boot's actuator shows of the router and lets a person do: endpoint, health, info. */
@NullMarked
package dev.signalbox.router.actuate;

import org.jspecify.annotations.NullMarked;

package dev.signalbox.router.gateway;

import tools.jackson.databind.node.ObjectNode;

/** An API in which clients speak to the gateway. */
interface Skin {

    /** Reads a request. */
    ChatCall read(ObjectNode body, Asker asker);

    /** The body of an answer that came whole. */
    byte[] answer(Answered answered);

    /** Writes an answer that comes piece by piece. */
    AnswerStream stream(EventSink sink, Answered.Terms terms);

    /** The body of an error. */
    byte[] error(GatewayError error);
}

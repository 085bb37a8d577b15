package dev.repartee.gateway.socket.wire;

/** Is told what a client does. Called on the connection's event loop; must not block. */
public interface WireListener {

    /** A whole text message. */
    void text(String message);

    /** The client asked for a sign of life or gave one. */
    void alive();

    /** What came is well-formed, but not what we take. */
    void unwelcome(String detail);

    /**
     * What came is no WebSocket protocol.
     *
     * @param closeCode what RFC 6455 says to close with
     */
    void broken(int closeCode, String detail);

    /** Something on our side went wrong over what came. */
    void failed(Throwable failure);

    /** The connection is gone. Called once; nothing follows. */
    void closed();
}

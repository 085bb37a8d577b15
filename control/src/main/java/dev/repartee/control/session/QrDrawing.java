package dev.repartee.control.session;

import io.nayuki.qrcodegen.QrCode;

/** Draws QR codes. */
final class QrDrawing {

    /** Light modules around it, as the standard wants. */
    private static final int BORDER = 4;

    private QrDrawing() {}

    /**
     * The text as an SVG drawing of one path, with nothing in it that a strict page would refuse.
     *
     * @param text at most some hundred characters
     */
    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * BORDER;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + BORDER, y + BORDER));
                }
            }
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" \
        shape-rendering="crispEdges"><path fill="#ffffff" d="M0,0h%1$dv%1$dh-%1$dz"/>\
        <path d="%2$s"/></svg>"""
                .formatted(size, path);
    }
}

package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.child.FileReading.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads documents with Tika. What is embedded in them (other documents, pictures, macros) is left
 * out, so that nothing can be hidden in depth.
 */
final class TikaFiles {

    private static final double MIN_INFLATE_RATIO = 0.005;
    private static final long MAX_ENTRY_BYTES = 200L << 20;

    private TikaFiles() {}

    static Draft read(Path file, FileKind kind, int maxCharacters)
            throws IOException, TikaException, SAXException {
        ZipSecureFile.setMinInflateRatio(MIN_INFLATE_RATIO);
        ZipSecureFile.setMaxEntrySize(MAX_ENTRY_BYTES);
        var text = new Markdown(maxCharacters);
        Map<String, Integer> headings = Map.of();
        var paged = new PageCollector(maxCharacters);
        ContentHandler handler = kind == FileKind.PAGED ? paged : new MarkdownWriter(text);
        var found = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(file)) {
            new AutoDetectParser().parse(in, handler, found, context());
        }
        if (kind == FileKind.PAGED) {
            headings = PdfHeadings.of(file);
            new PagedText(headings).write(paged.pages(), text);
        }
        String title = found.get(TikaCoreProperties.TITLE);
        return new Draft(
                title == null ? "" : Characters.clean(title), Characters.clean(text.toString()));
    }

    private static ParseContext context() {
        var pdf = new PDFParserConfig();
        pdf.setExtractInlineImages(false);
        pdf.setExtractBookmarksText(false);
        pdf.setExtractAnnotationText(false);
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        var office = new OfficeParserConfig();
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setIncludeHeadersAndFooters(false);
        var context = new ParseContext();
        context.set(PDFParserConfig.class, pdf);
        context.set(OfficeParserConfig.class, office);
        context.set(HtmlMapper.class, new WebStructure());
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        return context;
    }

    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(
                InputStream stream, ContentHandler handler, Metadata metadata, boolean html) {
            // Left out on purpose.
        }
    }
}

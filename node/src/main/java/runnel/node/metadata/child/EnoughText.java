package runnel.node.metadata.child;

import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Swallows a document's text, and ends the parse after some pages of it. */
final class EnoughText extends DefaultHandler {
  private static final long CHARACTERS = 20_000;

  private long seen;

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    count(length);
  }

  @Override
  public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
    count(length);
  }

  private void count(int length) throws SAXException {
    seen += length;
    if (seen > CHARACTERS) {
      throw new SAXException("enough text");
    }
  }
}

package ai.neptune.spark.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * The pictures of the sample project: what a detector of seabirds, getting better with every step,
 * predicts for one photograph. The same arguments always give the same bytes.
 */
final class SampleImages {

  private static final int WIDTH = 192;
  private static final int HEIGHT = 128;
  private static final int HORIZON = 88;

  private static final Color DAWN = new Color(0xF6D9B8);
  private static final Color SKY = new Color(0x7FB2DE);
  private static final Color SEA = new Color(0x1F4E79);
  private static final Color PLUMAGE = new Color(0xFDFDFB);
  private static final Color BEAK = new Color(0xE8A33D);
  private static final Color PREDICTED = new Color(0xE4572E);

  private SampleImages() {}

  /** A PNG of the photograph with the predicted box, which closes in on the bird step by step. */
  static byte[] detection(int bird, int step) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = canvas(image);
    paintSea(canvas);
    paintBird(canvas, bird);
    paintPrediction(canvas, bird, step);
    canvas.dispose();
    return png(image);
  }

  /** A PNG of the predicted mask, white where the bird is said to be; its noise fades by step. */
  static byte[] mask(int bird, int step) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D canvas = canvas(image);
    canvas.setColor(Color.WHITE);
    canvas.fill(body(bird));
    canvas.dispose();
    Random random = new Random(1_000L * bird + step);
    double noise = 0.5 / (1 + step);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (random.nextDouble() < noise) {
          int gray = random.nextInt(256);
          image.setRGB(x, y, new Color(gray, gray, gray).getRGB());
        }
      }
    }
    return png(image);
  }

  private static Graphics2D canvas(BufferedImage image) {
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return canvas;
  }

  private static void paintSea(Graphics2D canvas) {
    canvas.setPaint(new GradientPaint(0, 0, SKY, 0, HORIZON, DAWN));
    canvas.fillRect(0, 0, WIDTH, HORIZON);
    canvas.setPaint(new GradientPaint(0, HORIZON, SEA.brighter(), 0, HEIGHT, SEA));
    canvas.fillRect(0, HORIZON, WIDTH, HEIGHT - HORIZON);
  }

  private static void paintBird(Graphics2D canvas, int bird) {
    double x = centreX(bird);
    double y = centreY(bird);
    canvas.setColor(PLUMAGE);
    canvas.fill(body(bird));
    canvas.setColor(BEAK);
    canvas.fill(new Ellipse2D.Double(x + 22, y - 5, 9, 4));
    canvas.setColor(Color.DARK_GRAY);
    canvas.fill(new Ellipse2D.Double(x + 18, y - 6, 2.5, 2.5));
  }

  private static void paintPrediction(Graphics2D canvas, int bird, int step) {
    double distance = 36.0 / (1 + step);
    double angle = 1.9 * bird;
    double growth = 1 + 0.8 / (1 + step);
    double width = 74 * growth;
    double height = 46 * growth;
    canvas.setColor(PREDICTED);
    canvas.setStroke(new BasicStroke(2));
    canvas.draw(
        new Rectangle2D.Double(
            centreX(bird) + distance * StrictMath.cos(angle) - width / 2,
            centreY(bird) + distance * StrictMath.sin(angle) - height / 2,
            width,
            height));
  }

  private static Path2D body(int bird) {
    double x = centreX(bird);
    double y = centreY(bird);
    Path2D body = new Path2D.Double(Path2D.WIND_NON_ZERO);
    body.append(new Ellipse2D.Double(x - 20, y - 6, 40, 13), false);
    body.append(new Ellipse2D.Double(x + 12, y - 10, 13, 12), false);
    body.append(wing(x, y, -30), false);
    body.append(wing(x, y, 14), false);
    return body;
  }

  private static Path2D wing(double x, double y, double reach) {
    Path2D wing = new Path2D.Double();
    wing.moveTo(x - 8, y);
    wing.curveTo(x - 4, y - 14, x + reach - 4, y - 24, x + reach, y - 20);
    wing.curveTo(x + reach + 2, y - 14, x + 4, y - 8, x + 8, y);
    wing.closePath();
    return wing;
  }

  private static double centreX(int bird) {
    return 56 + 19.0 * (bird % 5);
  }

  private static double centreY(int bird) {
    return 44 + 7.0 * (bird % 4);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

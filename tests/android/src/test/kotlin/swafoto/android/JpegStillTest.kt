package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.PackedLayout
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.decodeJpeg
import swafoto.android.session.SelfieScreen
import swafoto.root
import swafoto.stateName
import java.nio.file.Files
import javax.imageio.ImageIO
import kotlin.math.abs

/** CameraX delivers stills as JPEG files. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class JpegStillTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    private fun frame(file: ByteArray) = CameraFrame.of(FakeImage.jpeg(file, 512, 512), 0)

    @Test
    fun pixelsComeAsTheCoreTakesThem() {
        val pixels = frame(Files.readAllBytes(root.resolve("tests/fixtures/astronaut.jpg"))).decodeJpeg()!!
        val width = pixels.format.width.toInt()
        assertEquals(pixels.format.rowStride.toInt() * pixels.format.height.toInt(), pixels.bytes.remaining())
        // Against Java's own decoder, which spreads colour over pixels in another way: so on average, channel by channel.
        val reference = ImageIO.read(root.resolve("tests/fixtures/astronaut.jpg").toFile())
        val shifts = if (pixels.format.layout == PackedLayout.RGBA) listOf(16, 8, 0) else listOf(0, 8, 16)
        for ((channel, shift) in shifts.withIndex()) {
            var difference = 0L
            for (y in 0 until reference.height) for (x in 0 until width) {
                val mine = pixels.bytes.get(y * pixels.format.rowStride.toInt() + 4 * x + channel).toInt() and 0xFF
                difference += abs(mine - (reference.getRGB(x, y) ushr shift and 0xFF))
            }
            assertEquals("channel $channel", 0f, difference / (width * reference.height).toFloat(), 2f)
        }
    }

    @Test
    fun aStillMayBeDecodedSmaller() {
        val pixels = frame(Files.readAllBytes(root.resolve("tests/fixtures/astronaut.jpg"))).decodeJpeg(shrinking = 2)!!
        assertEquals(256 to 256, pixels.format.width.toInt() to pixels.format.height.toInt())
    }

    @Test
    fun whatIsNoJpegIsRefused() = assertNull(frame(ByteArray(64)).decodeJpeg())

    @Test
    fun aStillOfJpegBecomesThePhoto() {
        val session = FilmSession(context, "perfect") { camera ->
            val jpeg = camera.stillAsJpeg()
            camera.tell { still(CameraFrame.of(FakeImage.jpeg(jpeg, 1, 1), camera.case.rotation)) }
        }
        session.use { assertTrue("${it.play().result}", it.result is SelfieResult.Accepted) }
    }

    @Test
    fun aStillThatIsNoJpegIsLostAndTheSessionGoesOn() {
        val session = FilmSession(context, "held-still") { camera ->
            camera.tell { still(CameraFrame.of(FakeImage.jpeg(ByteArray(64), 1, 1), 0)) }
        }
        session.use {
            it.play()
            val states = it.shown.filterIsInstance<SelfieScreen.Live>().map { screen -> stateName(screen.guidance.update.state) }
            val afterwards = states.dropWhile { state -> state != "verifying" }.dropWhile { state -> state == "verifying" }
            assertEquals("guiding", afterwards.first())
            assertTrue("${it.result}", it.result !is SelfieResult.Accepted)
        }
    }
}

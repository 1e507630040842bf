package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.FrameFacts
import swafoto.PackedLayout
import swafoto.Scene
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.decodeJpeg
import swafoto.root
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
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
    fun aStillThatStandsOtherwiseThanItsCameraSaysIsTurnedByItsFile() {
        val upright = Files.readAllBytes(root.resolve("tests/fixtures/astronaut.jpg"))
        val wanted = mapOf(
            1 to FrameFacts(270),
            2 to FrameFacts(0, true),
            3 to FrameFacts(180),
            4 to FrameFacts(180, true),
            5 to FrameFacts(90, true),
            6 to FrameFacts(90),
            7 to FrameFacts(270, true),
            8 to FrameFacts(270),
        )
        for ((orientation, facts) in wanted) {
            val frame = CameraFrame.of(FakeImage.jpeg(upright.withOrientation(orientation), 512, 512), 270)
            assertEquals("$orientation", facts, frame.decodeJpeg()!!.facts)
        }
    }

    @Test
    fun aStillThatLiesBecomesThePhoto() {
        // The camera was asked to turn it, and wrote into the file that it did not.
        val session = FilmSession(context, "perfect") { camera ->
            val lying = camera.stillAsJpeg(turnedBy = 90).withOrientation(6)
            camera.tell { still(CameraFrame.of(FakeImage.jpeg(lying, 1, 1), camera.case.rotation)) }
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
            val afterwards = it.screens.map { screen -> screen.scene }.dropWhile { scene -> scene != Scene.VERIFYING }
            assertEquals(Scene.GUIDING, afterwards.first { scene -> scene != Scene.VERIFYING })
            assertTrue("${it.result}", it.result !is SelfieResult.Accepted)
        }
    }

    @Test
    fun whatAPhoneCannotHoldIsDecodedSmallerAndToldAsWhatItIs() {
        val upright = Files.readAllBytes(root.resolve("tests/fixtures/astronaut.jpg"))
        val pixels = frame(upright).decodeJpeg(shrinking = 2)!!
        assertEquals(pixels.format.height.toInt() * pixels.format.rowStride.toInt(), pixels.bytes.capacity())
        assertEquals(256u to 256u, pixels.format.width to pixels.format.height)
    }

    /** The same picture with EXIF that says how it stands. */
    private fun ByteArray.withOrientation(orientation: Int): ByteArray {
        val exif = ByteBuffer.allocate(36)
        exif.putShort(0xFFE1.toShort()).putShort(34).put("Exif\u0000\u0000MM".toByteArray()).putShort(42).putInt(8)
        // One entry: tag, type SHORT, one of it, its value.
        exif.putShort(1).putShort(0x112).putShort(3).putInt(1).putShort(orientation.toShort()).putShort(0).putInt(0)
        return ByteArrayOutputStream().apply {
            write(this@withOrientation, 0, 2)
            write(exif.array())
            write(this@withOrientation, 2, this@withOrientation.size - 2)
        }.toByteArray()
    }
}

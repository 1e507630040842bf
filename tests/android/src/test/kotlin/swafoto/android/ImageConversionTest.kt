package swafoto.android

import com.sun.jna.Native
import com.sun.jna.Pointer
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import swafoto.Engine
import swafoto.Film
import swafoto.FrameFacts
import swafoto.Policy
import swafoto.Status
import swafoto.Verdict
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.yuvPlanes
import swafoto.films
import swafoto.probeAddress
import java.nio.ByteBuffer

/** However a camera lays a picture out, turns or mirrors it, the core sees the same picture, where the camera wrote it. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class ImageConversionTest {
    private val film = Film(films.resolve("perfect/preview.y4m"))
    private val planes = film.next()!!

    private fun judge(frame: CameraFrame): Verdict = Policy.preset("prakerja-2020").use { policy ->
        val seen = frame.yuvPlanes()
        engine.judgeYuv420(seen.y, seen.u, seen.v, seen.format, frame.facts, policy)
    }

    private fun assertSame(expected: Verdict, actual: Verdict, what: String) {
        assertEquals(what, expected.accepted, actual.accepted)
        assertEquals(what, expected.hint, actual.hint)
        for ((before, now) in expected.checks.zip(actual.checks)) {
            assertEquals("$what ${before.rule}", before.rule to before.status, now.rule to now.status)
        }
    }

    @Test
    fun everyLayoutInEveryRotationShowsTheSamePicture() {
        val expected = Policy.preset("prakerja-2020").use {
            engine.judgeYuv420(planes.y, planes.u, planes.v, film.format, FrameFacts(), it)
        }
        // A picture that says nothing would be the same in every layout.
        assertTrue(expected.checks.count { it.status == Status.PASS } > 10)
        for (layout in Layout.entries) for (rotation in listOf(0, 90, 180, 270)) {
            val image = FakeImage.yuv(planes, film.format, layout, rotation)
            assertSame(expected, judge(CameraFrame.of(image, rotation)), "$layout by $rotation")
        }
    }

    @Test
    fun aWrongRotationIsSeen() {
        val image = FakeImage.yuv(planes, film.format, Layout.PADDED_INTERLEAVED, 90)
        val upsideDown = judge(CameraFrame.of(image, 270))
        assertTrue(upsideDown.checks.any { it.status != Status.PASS && it.status != Status.WAIVED })
    }

    @Test
    fun mirroringChangesSidesAndNothingElse() {
        val image = FakeImage.yuv(planes, film.format, Layout.PADDED_INTERLEAVED, 90)
        val yaw = { verdict: Verdict -> verdict.checks.first { it.rule == swafoto.RuleId.HEAD_POSE_YAW }.measured!! }
        val plain = judge(CameraFrame.of(image, 90))
        val mirrored = judge(CameraFrame.of(image, 90, mirrored = true))
        // As near as two networks' looks at a face and its mirror image come.
        assertEquals(yaw(plain), -yaw(mirrored), 4f)
    }

    @Test
    fun noPlaneIsCopied() {
        for (layout in Layout.entries) {
            val image = FakeImage.yuv(planes, film.format, layout, 90)
            val seen = CameraFrame.of(image, 90).yuvPlanes()
            for ((given, taken) in image.planes.map { it.buffer }.zip(listOf(seen.y, seen.u, seen.v))) {
                assertEquals("$layout", address(given) + given.position().toULong(), probeAddress(taken))
            }
        }
    }

    @Test
    fun anotherFormatIsRefused() {
        val image = FakeImage(android.graphics.ImageFormat.RAW_SENSOR, 8, 8, arrayOf())
        val thrown = assertThrows(IllegalArgumentException::class.java) { CameraFrame.of(image, 0) }
        assertTrue(thrown.message!!, "YUV_420_888" in thrown.message!!)
    }

    /** Where the buffer's memory begins, whatever its position. */
    private fun address(buffer: ByteBuffer) =
        Pointer.nativeValue(Native.getDirectBufferPointer(buffer.duplicate().apply { rewind() })).toULong()

    private companion object {
        val engine by lazy { Engine() }

        @JvmStatic
        @AfterClass
        fun close() = engine.close()
    }
}

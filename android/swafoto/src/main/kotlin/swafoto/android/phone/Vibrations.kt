package swafoto.android.phone

import android.content.Context
import android.media.AudioAttributes
import android.os.Build
import android.os.VibrationAttributes
import android.os.VibrationEffect
import android.os.Vibrator
import swafoto.Haptic
import swafoto.hapticPulses

/**
 * Plays haptics, on phones that have a motor. Android is told that they are for accessibility: as an answer to a touch, which
 * it takes them for otherwise, they would be off where the person has switched that off.
 */
internal class Vibrations(context: Context) {
    private val vibrator = context.getSystemService(Vibrator::class.java)?.takeIf { it.hasVibrator() }

    fun play(haptic: Haptic) {
        val vibrator = vibrator ?: return
        val timings = hapticPulses(haptic).map(UInt::toLong).toLongArray()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            val attributes = VibrationAttributes.createForUsage(VibrationAttributes.USAGE_ACCESSIBILITY)
            vibrator.vibrate(VibrationEffect.createWaveform(timings, ONCE), attributes)
            return
        }
        val attributes = AudioAttributes.Builder().setUsage(AudioAttributes.USAGE_ASSISTANCE_ACCESSIBILITY).build()
        @Suppress("DEPRECATION")
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
            vibrator.vibrate(VibrationEffect.createWaveform(timings, ONCE), attributes)
        } else {
            vibrator.vibrate(timings, ONCE, attributes)
        }
    }

    private companion object {
        const val ONCE = -1
    }
}

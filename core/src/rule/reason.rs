//! Why a photo was refused, in words: the other half of the catalogue. A [`Hint`](super::Hint) says what to do now; a
//! reason says what was wrong, when there is time to read.

use super::hint::Language;
use super::id::RuleId;

impl RuleId {
    /// What is wrong when this rule fails, and what to do about it: a heading's worth, then a sentence.
    pub const fn reason(self, language: Language) -> &'static str {
        match language {
            Language::Indonesian => self.reason_in_indonesian(),
            Language::English => self.reason_in_english(),
        }
    }

    const fn reason_in_indonesian(self) -> &'static str {
        match self {
            Self::SingleFacePresent => {
                "Harus ada tepat satu wajah. Pastikan tidak ada orang lain di belakang Anda."
            }
            Self::Resolution => "Gambar terlalu kecil. Gunakan kamera dengan resolusi lebih tinggi.",
            Self::HeadSize => "Jarak ponsel belum tepat. Kepala harus terlihat utuh dan cukup besar.",
            Self::InterEyeDistance => "Wajah terlalu kecil. Dekatkan ponsel.",
            Self::Crop => "Kepala terpotong. Letakkan kepala di tengah gambar.",
            Self::NoHeadCovering => {
                "Penutup kepala yang tidak diizinkan terlihat. Lepaskan topi, helm, atau tudung jaket."
            }
            Self::NoEyewear => "Kacamata terlihat. Lepaskan kacamata, juga yang bening.",
            Self::FaceOcclusion => "Wajah tertutup. Lepaskan masker dan singkirkan tangan atau benda.",
            Self::EarsVisibleRight => {
                "Telinga kanan tidak terlihat. Selipkan rambut, hadap lurus ke kamera, dan jauhkan ponsel sedikit."
            }
            Self::EarsVisibleLeft => {
                "Telinga kiri tidak terlihat. Selipkan rambut, hadap lurus ke kamera, dan jauhkan ponsel sedikit."
            }
            Self::FaceOutline => "Tepi wajah tertutup. Wajah harus terlihat dari dahi sampai dagu.",
            Self::UnderExposure => {
                "Cahaya pada wajah kurang. Hadap ke cahaya atau cari tempat yang lebih terang."
            }
            Self::OverExposure => "Foto terlalu terang. Hindari cahaya langsung.",
            Self::IlluminationUniformity => "Cahaya tidak merata. Cari tempat dengan cahaya dari depan.",
            Self::CastShadow => "Ada bayangan di wajah. Pindahlah ke cahaya yang merata.",
            Self::HeadPoseYaw => "Wajah menoleh. Hadapkan wajah lurus ke kamera.",
            Self::HeadPosePitch => "Wajah menunduk atau mendongak. Pegang ponsel setinggi mata.",
            Self::HeadPoseRoll => "Kepala miring. Tegakkan kepala.",
            Self::EyesVisible => "Mata tertutup rambut atau benda. Kedua mata harus terlihat.",
            Self::EyesOpen => "Mata terpejam. Buka mata dan lihat ke kamera.",
            Self::MouthClosed => "Mulut terbuka. Tutup mulut Anda.",
            Self::Expression => "Ekspresi tidak netral. Jangan tersenyum.",
            Self::Sharpness => "Foto buram. Bersihkan lensa dan jangan bergerak.",
            Self::BackgroundUniformity => "Latar belakang ramai. Pilih dinding polos.",
        }
    }

    const fn reason_in_english(self) -> &'static str {
        match self {
            Self::SingleFacePresent => "There must be exactly one face. Make sure that nobody is behind you.",
            Self::Resolution => "The picture is too small. Use a camera with a higher resolution.",
            Self::HeadSize => "The distance is not right. Your whole head must show, and large enough.",
            Self::InterEyeDistance => "Your face is too small. Hold the phone closer.",
            Self::Crop => "Your head is cut off. Put it in the middle of the picture.",
            Self::NoHeadCovering => {
                "A head covering shows that is not allowed. Take off hat, helmet or hood."
            }
            Self::NoEyewear => "Glasses show. Take them off, clear ones too.",
            Self::FaceOcclusion => "Your face is covered. Take off masks, and keep hands and things away.",
            Self::EarsVisibleRight => {
                "Your right ear does not show. Tuck hair away, look straight ahead and hold the phone a little further away."
            }
            Self::EarsVisibleLeft => {
                "Your left ear does not show. Tuck hair away, look straight ahead and hold the phone a little further away."
            }
            Self::FaceOutline => "The edge of your face is covered. It must show from forehead to chin.",
            Self::UnderExposure => {
                "There is too little light on your face. Turn to the light or find a brighter place."
            }
            Self::OverExposure => "The photo is too bright. Keep out of direct light.",
            Self::IlluminationUniformity => {
                "The light is uneven. Find a place where it comes from the front."
            }
            Self::CastShadow => "There is a shadow on your face. Move to even light.",
            Self::HeadPoseYaw => "Your face is turned. Look straight at the camera.",
            Self::HeadPosePitch => "Your face is tilted up or down. Hold the phone at eye level.",
            Self::HeadPoseRoll => "Your head leans to one side. Hold it upright.",
            Self::EyesVisible => "Hair or a thing covers your eyes. Both eyes must show.",
            Self::EyesOpen => "Your eyes are closed. Open them and look at the camera.",
            Self::MouthClosed => "Your mouth is open. Close it.",
            Self::Expression => "Your expression is not neutral. Do not smile.",
            Self::Sharpness => "The photo is blurred. Wipe the lens and do not move.",
            Self::BackgroundUniformity => "The background is busy. Choose a plain wall.",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rule_has_a_reason_of_its_own_in_every_language() {
        for language in [Language::Indonesian, Language::English] {
            let reasons: HashSet<_> = RuleId::ALL.iter().map(|rule| rule.reason(language)).collect();
            assert_eq!(reasons.len(), RuleId::ALL.len());
        }
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

/* Numbers and names are invented; serials that were never issued. */

static void
with_reporter (LoketCheckInput *input)
{
  input->reporter_nik = g_strdup ("9999999999999999");
}

static void
with_agency (LoketCheckInput *input)
{
  const char *const units[] = { "Lini Kerja Air", NULL };

  input->agency_name = g_strdup ("Perusahaan Umum Daerah Air Minum Intan");
  input->agency_units = g_strdupv ((GStrv) units);
}

const Golden golden_cases[] = {
  { "PDP-01", "NIK Saudara ⟦6303045208899909⟧ sudah aktif." },
  { "PDP-01", "NIK: ⟦630304 520889 9909⟧." },
  { "PDP-01", "Nomor ⟦6303.0452.0889.9909⟧ dan ⟦6303-0452-0889-9910⟧." },
  { "PDP-01", "No. KK ⟦6371011203209901⟧ masih tercatat." },
  { "PDP-01", "NIK ⟦6303\xe2\x80\x8b""045208899909⟧ dengan spasi tersembunyi." },
  { "PDP-01", "NPWP kini memakai NIK, yaitu ⟦6303045208899909⟧." },
  { "PDP-01", "Nomor ⟦9999999999999999⟧ milik Saudara.", .set_up = with_reporter },
  { "PDP-01", "⟦6303045208899909⟧" },
  { "PDP-01", "Nomor kontrak 6303045208890000 tahun ini." },
  { "PDP-01", "Nomor 0903045208899909 bukan nomor induk." },
  { "PDP-01", "Nomor 6303043508899909 dan 6303047208899909 dan 6303041213899909." },
  { "PDP-01", "Nomor 6300045208899909 dan 6303005208899909." },
  { "PDP-01", "Nomor 63030452088999091 terlalu panjang, 630304520889990 terlalu pendek." },
  { "PDP-01", "NPWP 6303045208899909 terdaftar." },
  { "PDP-01", "Data kependudukan Saudara sudah aktif; NIK tidak perlu dituliskan di sini." },
  { "PDP-01", "Hubungi 0511-5550116 pada 12-03-2026 pukul 08.00 sampai 14.00 di loket 4." },

  { "TPL-01", "Yth. ⟦[nama]⟧, laporan sudah kami terima." },
  { "TPL-01", "Yth. ⟦[Nama Pelapor]⟧ di ⟦[LOKASI KEJADIAN]⟧." },
  { "TPL-01", "Kami tinjau pada ⟦.....⟧ oleh ⟦____⟧." },
  { "TPL-01", "Pada tanggal ⟦…….⟧ petugas datang." },
  { "TPL-01", "Halo ⟦{{nama_pelapor}}⟧ dan ⟦{tanggal}⟧." },
  { "TPL-01", "Petugas ⟦<nama petugas>⟧ akan datang." },
  { "TPL-01", "Surat Nomor ⟦XXX⟧ tanggal ⟦dd/mm/yyyy⟧, ⟦TODO⟧." },
  { "TPL-01", "⟦isi di sini⟧ hasil peninjauan ⟦(diisi nama unit)⟧" },
  { "TPL-01", "Yth. ⟦Bapak/Ibu/Saudara(i)⟧ yang melapor.", .severity = LOKET_SEVERITY_WARNING },
  { "TPL-01", "Saudara menulis “tolong.....” dalam laporan." },
  { "TPL-01", "Lapangan dipakai untuk PON XX dan MTQ ke-XXX." },
  { "TPL-01", "Nomor pelanggan 0412xxx sudah kami samarkan." },
  { "TPL-01", "Sebagaimana [1] dan catatan [foto lokasi], lihat bagian (a)." },
  { "TPL-01", "Bapak/Ibu dapat datang… kapan saja." },
  { "TPL-01", "Yth. Pelapor, pada 3 Maret 2026 petugas datang <10 menit>." },

  { "KON-01", "Laporan ⟦akan segera ditindaklanjuti⟧." },
  { "KON-01", "Laporan ⟦akan kami tindak lanjuti⟧ sesuai prosedur." },
  { "KON-01", "Lubang ⟦akan diperbaiki⟧ oleh Bidang Bina Marga dalam waktu dekat." },
  { "KON-01", "Bidang Bina Marga menambalnya ⟦dalam waktu dekat⟧." },
  { "KON-01", "⟦Secepatnya⟧ kami beri kabar." },
  { "KON-01", "Keluhan Saudara ⟦segera kami proses⟧." },
  { "KON-01", "Lampu ⟦akan diperbaiki⟧ pada 10 Maret 2026." },
  { "KON-01", "Lubang ⟦akan segera diperbaiki⟧. Terima kasih. Bidang Bina Marga bekerja 10 Maret 2026." },
  { "KON-01", "Lubang akan segera diperbaiki. Bidang Bina Marga menambalnya pada 10 Maret 2026." },
  { "KON-01", "Lubang akan diperbaiki Bidang Bina Marga pada 10 Maret 2026." },
  { "KON-01", "Laporan akan kami tindak lanjuti paling lambat 3 hari kerja." },
  { "KON-01", "Kebocoran akan ditangani Lini Kerja Air besok pagi.", .set_up = with_agency },
  { "KON-01", "Saudara menulis “akan segera diperbaiki” pada laporan sebelumnya." },
  { "KON-01", "Patroli akan dilaksanakan dalam waktu dekat, tetapi harinya sengaja tidak kami sebutkan." },
  { "KON-01", "Mohon segera telepon 110 bila kekerasan sedang berlangsung." },
  { "KON-01", "Lubang sudah ditambal pada 10 Maret 2026 oleh Bidang Bina Marga." },
  { NULL },
};

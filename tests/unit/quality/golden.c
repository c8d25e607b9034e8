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

static void
with_contacts (LoketCheckInput *input)
{
  const char *const phones[] = { "0811-5000-0137", NULL };
  const char *const mails[] = { "Aduan.Dinas@gmail.com", NULL };

  input->agency_phones = g_strdupv ((GStrv) phones);
  input->agency_emails = g_strdupv ((GStrv) mails);
  input->reporter_phone = g_strdup ("+62 812 0000 1109");
  input->reporter_email = g_strdup ("warga@dinas.go.id");
}

static void
with_secret (LoketCheckInput *input)
{
  input->secret = LOKET_FACT_YES;
  input->anonymous = LOKET_FACT_NO;
  input->reporter_name = g_strdup ("H. Ahmad Zulfikri");
  input->reporter_address = g_strdup ("Desa Rampa RT 05 RW 2");
}

static void
with_secret_house (LoketCheckInput *input)
{
  with_secret (input);
  g_free (input->reporter_address);
  input->reporter_address = g_strdup ("Jalan Melati No. 12");
}

static void
with_secret_about_rt (LoketCheckInput *input)
{
  with_secret (input);
  input->body = g_strdup ("Saluran RT 05 mampet.");
}

static void
with_anonymous (LoketCheckInput *input)
{
  with_secret (input);
  input->anonymous = LOKET_FACT_YES;
  input->village = g_strdup ("Zulfikri Hulu");
}

static void
with_common_name (LoketCheckInput *input)
{
  input->anonymous = LOKET_FACT_YES;
  input->reporter_name = g_strdup ("Melati Harapan");
}

static void
with_vocabulary (LoketCheckInput *input)
{
  const char *const words[] = { "dipebaiki", NULL };

  input->vocabulary = g_strdupv ((GStrv) words);
}

static void
with_dialect (LoketCheckInput *input)
{
  input->body = g_strdup ("Lampu kada dipebaiki.");
}

static void
with_lamp (LoketCheckInput *input)
{
  input->title = g_strdup ("Lampu jalan mati");
}

static void
with_open (LoketCheckInput *input)
{
  with_secret (input);
  input->secret = LOKET_FACT_NO;
}

static void
with_nothing_attached (LoketCheckInput *input)
{
  const char *const none[] = { NULL };

  input->attachments = g_strdupv ((GStrv) none);
}

static void
with_file_attached (LoketCheckInput *input)
{
  const char *const one[] = { "a.jpg", NULL };

  input->attachments = g_strdupv ((GStrv) one);
}

static void
with_year_2026 (LoketCheckInput *input)
{
  input->now = 1774569600;
}

static void
with_complaint_about_pju (LoketCheckInput *input)
{
  input->title = g_strdup ("PJU mati");
}

/* Thursday, 2 April 2026, in Makassar; a hole in Jalan Melati. */
static void
with_case (LoketCheckInput *input)
{
  input->now = 1775088000;
  input->time_zone = g_strdup ("Asia/Makassar");
  input->tracking_id = g_strdup ("99000123");
  input->title = g_strdup ("Lubang besar di Jalan Melati");
  input->body = g_strdup ("Jalan berlubang dekat pasar, kapan ditambal? biaya parkir berapa?");
  input->category = g_strdup ("Infrastruktur > Jalan");
  input->reporter_name = g_strdup ("Siti Rahmah");
  input->agency_name = g_strdup ("Dinas Pekerjaan Umum");
}

static void
with_copied (LoketCheckInput *input)
{
  g_ptr_array_add (input->previous_replies,
                   loket_previous_reply_new ("99000007", NULL,
                                             "Petugas Bidang Bina Marga sudah menambal lubang di depan pasar pada 3 Maret 2026, "
                                             "dan rambu sementara dipasang sampai permukaan jalan kering serta aman dilalui "
                                             "kendaraan berat dari dua arah.",
                                             FALSE));
}

static void
with_own_earlier (LoketCheckInput *input)
{
  with_copied (input);
  ((LoketPreviousReply *) g_ptr_array_index (input->previous_replies, 0))->same_complaint = TRUE;
}

#define PROGRESS   .outcome = LOKET_OUTCOME_IN_PROGRESS
#define RESOLVED   .outcome = LOKET_OUTCOME_RESOLVED
#define FORWARD    .outcome = LOKET_OUTCOME_NOT_OUR_AUTHORITY
#define CASE       .set_up = with_case
#define AS_WARNING .severity = LOKET_SEVERITY_WARNING
#define AS_BLOCKER .severity = LOKET_SEVERITY_BLOCKER

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

  { "PDP-02", "NPWP ⟦09.254.294.3-407.000⟧ milik penyedia." },
  { "PDP-02", "NPWP: ⟦092542943407000⟧ dan NPWP ⟦0925429434070001⟧." },
  { "PDP-02", "NPWP 16 angka ⟦6303045208899909⟧ terdaftar." },
  { "PDP-02", "NIK 6303045208899909 dan kode 092542943407000." },
  { "PDP-02", "Versi 09.254.294.3 dari aplikasi; NPWP Saudara sudah valid." },

  { "PDP-03", "Hubungi Budi di ⟦0812-3456-7890⟧.", .set_up = with_contacts, .severity = LOKET_SEVERITY_BLOCKER },
  { "PDP-03", "Hubungi Budi di ⟦0812-3456-7890⟧.", .severity = LOKET_SEVERITY_WARNING },
  { "PDP-03", "Kirim ke ⟦+62 812 3456 7890⟧ atau ⟦081234567890⟧." },
  { "PDP-03", "Nomor Saudara ⟦081200001109⟧ tidak aktif.", .set_up = with_contacts },
  { "PDP-03", "Surel ⟦budi@gmail.com⟧ dapat dipakai.", .severity = LOKET_SEVERITY_WARNING },
  { "PDP-03", "Surel Saudara ⟦warga@dinas.go.id⟧ tidak dapat dihubungi.", .set_up = with_contacts },
  { "PDP-03", "Hubungi layanan ⟦0812 3456 7890⟧ setiap hari.", .set_up = with_contacts, .severity = LOKET_SEVERITY_WARNING },
  { "PDP-03", "Hubungi 0811-5000-0137, +62 811 5000 0137 atau aduan.dinas@gmail.com.", .set_up = with_contacts },
  { "PDP-03", "Hubungi call center 0811-5000-0137 atau ppid@banjarkab.go.id." },
  { "PDP-03", "Telepon kantor (0517) 9990227 atau 112, nomor surat 081/08123/2026." },

  { "PDP-04", "Dana dikirim ke rek BRI ⟦0123-01-012345-50-1⟧ milik Saudara." },
  { "PDP-04", "Nomor rekening ⟦1234567890⟧ sudah aktif." },
  { "PDP-04", "Bank Mandiri a.n. penerima ⟦123 456 7890⟧." },
  { "PDP-04", "Dana dikirim ke rekening yang terdaftar pada 12-03-2026." },
  { "PDP-04", "Rekening listrik nomor 123456789012 sudah lunas." },
  { "PDP-04", "Setor ke rekening kas daerah 0010012345678." },
  { "PDP-04", "Bank Kalsel 0511-5550116 dan rekening tahun 2025 - 2026." },
  { "PDP-04", "Tanyakan ke bank, hubungi 0812-3456-7890." },

  { "PDP-05", "Kendaraan ⟦DA 1234 AB⟧ milik terlapor." },
  { "PDP-05", "Truk bernomor ⟦KT8123XY⟧ dan motor ⟦B 12 C⟧." },
  { "PDP-05", "Mobil dinas DA 1234 AB sudah ditarik." },
  { "PDP-05", "Kendaraan operasional KT 8123 XY tiba pukul 08.00 Wita." },
  { "PDP-05", "Loket B 12 C, RT 4 RW 2, Nomor B-123/DA/2026, SDN 12 A." },

  { "PDP-06", "Kartu BPJS ⟦0001234567890⟧ aktif.", .severity = LOKET_SEVERITY_BLOCKER },
  { "PDP-06", "Nomor paspor ⟦C1234567⟧ sudah dicabut." },
  { "PDP-06", "Petugas, NIP ⟦198503122010011003⟧.", .severity = LOKET_SEVERITY_HINT },
  { "PDP-06", "Berkas C1234567 dan kode 1001234567890 diterima." },
  { "PDP-06", "Nomor 198513122010011003 dan 198503122010451003." },

  { "PDP-07", "Anak Ibu ⟦positif TBC⟧ sejak Mei." },
  { "PDP-07", "Saudara Budi adalah ⟦mantan narapidana⟧." },
  { "PDP-07", "Beliau ⟦lahir di Martapura, 12 Maret 1980⟧." },
  { "PDP-07", "Kepala sekolah tersebut ⟦pernah dipidana⟧." },
  { "PDP-07", "Siswa berinisial A menjadi ⟦korban pelecehan⟧." },
  { "PDP-07", "Ibu Sari ⟦sedang hamil enam bulan⟧." },
  { "PDP-07", "Korban pelecehan dapat menghubungi unit perlindungan." },
  { "PDP-07", "Puskesmas melayani pasien yang menderita TBC setiap Senin." },
  { "PDP-07", "Hasil pemeriksaan disampaikan langsung kepada Ibu." },

  { "PDP-08", "Yth. ⟦Ahmad Zulfikri⟧, laporan diterima.", .set_up = with_anonymous, .severity = LOKET_SEVERITY_BLOCKER },
  { "PDP-08", "Yth. Bapak ⟦Zulfikri⟧.", .set_up = with_anonymous },
  { "PDP-08", "Laporan dari ⟦AHMAD ZULFIKRI⟧ diterima.", .set_up = with_anonymous },
  { "PDP-08", "Pak ⟦Ahmad⟧, terima kasih.", .set_up = with_secret, .severity = LOKET_SEVERITY_HINT },
  { "PDP-08", "Ibu ⟦Melati⟧, terima kasih.", .set_up = with_common_name },
  { "PDP-08", "Jalan Melati dan Gang Harapan sudah ditambal; harapan warga terpenuhi.", .set_up = with_common_name },
  { "PDP-08", "Desa Zulfikri Hulu dan pengusaha Ahmad di Jalan Zulfikri.", .set_up = with_anonymous },
  { "PDP-08", "Yth. Bapak Ahmad Zulfikri.", .set_up = with_open },
  { "PDP-08", "Yth. Pelapor, petugas sudah datang.", .set_up = with_anonymous },

  { "PDP-09", "Petugas ke rumah Bapak di ⟦RT 4/RW 2⟧ No. 7." },
  { "PDP-09", "Petugas datang ke ⟦RT.05 RW 02⟧ kemarin.", .set_up = with_secret, .severity = LOKET_SEVERITY_BLOCKER },
  { "PDP-09", "Lampu di depan ⟦Melati Nomor 12⟧ sudah menyala.", .set_up = with_secret_house, .severity = LOKET_SEVERITY_BLOCKER },
  { "PDP-09", "Lampu di Jalan Melati Nomor 14 sudah menyala.", .set_up = with_secret_house },
  { "PDP-09", "Terlapor beralamat di ⟦RT 12⟧ Desa Rampa.", .severity = LOKET_SEVERITY_HINT },
  { "PDP-09", "Saluran di RT 5 sudah bersih.", .set_up = with_secret_about_rt },
  { "PDP-09", "Lampu di RT 4 RW 2 Kelurahan Keraton sudah menyala." },
  { "PDP-09", "Jalan di RT 6 sudah ditambal.", .set_up = with_secret },

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
  { "KON-01", "Lampu ⟦akan diperbaiki⟧ pada 10 Maret 2026.", .severity = LOKET_SEVERITY_HINT },
  { "KON-01", "Hal itu ⟦akan kami upayakan⟧ tidak lama lagi." },
  { "KON-01", "Lubang ⟦akan diperbaiki⟧.\n\nBidang Bina Marga bekerja 10 Maret 2026." },
  { "KON-01", "Lubang ⟦akan segera diperbaiki⟧. Terima kasih. Bidang Bina Marga bekerja 10 Maret 2026." },
  { "KON-01", "Kami ⟦akan menindaklanjuti⟧ laporan ini." },
  { "KON-01", "Pekerjaannya ⟦menunggu waktu yang tepat⟧." },
  { "KON-01", "⟦Apabila tersedia anggaran⟧, jalan itu dilapis." },
  { "KON-01", "Lubang akan segera diperbaiki. Bidang Bina Marga menambalnya pada 10 Maret 2026." },
  { "KON-01", "Lubang akan diperbaiki Bidang Bina Marga pada 10 Maret 2026." },
  { "KON-01", "Laporan akan kami tindak lanjuti paling lambat 3 hari kerja." },
  { "KON-01", "Kebocoran akan ditangani Lini Kerja Air besok pagi.", .set_up = with_agency },
  { "KON-01", "Saudara menulis “akan segera diperbaiki” pada laporan sebelumnya." },
  { "KON-01", "Patroli akan dilaksanakan dalam waktu dekat, tetapi harinya sengaja tidak kami sebutkan." },
  { "KON-01", "Mohon segera telepon 110 bila kekerasan sedang berlangsung." },
  { "KON-01", "Lubang sudah ditambal pada 10 Maret 2026 oleh Bidang Bina Marga." },

  { "TAU-01", "⟦Foto perbaikan terlampir⟧.", .set_up = with_nothing_attached },
  { "TAU-01", "Hasilnya ⟦kami lampirkan⟧ untuk Saudara.", .set_up = with_nothing_attached },
  { "TAU-01", "Lihat ⟦dokumentasi di bawah ini⟧.", .set_up = with_nothing_attached },
  { "TAU-01", "Foto perbaikan terlampir.", .set_up = with_file_attached },
  { "TAU-01", "⟦Berikut foto⟧ perbaikannya.", .set_up = with_nothing_attached },
  { "TAU-01", "Kirim nama jalan berikut foto lokasi.", .set_up = with_nothing_attached },
  { "TAU-01", "Foto perbaikan terlampir." },
  { "TAU-01", "Bukti penguasaan tanah tidak dilampirkan; mohon melampirkan foto rumah.", .set_up = with_nothing_attached },
  { "TAU-01", "Foto yang terlampir pada laporan Saudara sudah kami lihat.", .set_up = with_nothing_attached },
  { "TAU-01", "Lihat lampiran peraturan daerah itu; kirim foto berikut nomor pelanggan.", .set_up = with_nothing_attached },

  { "TAU-02", "Buka ⟦bit.ly/cekbansos⟧ atau ⟦http://contoh.go.id/a⟧." },
  { "TAU-02", "Isi di ⟦https://tinyurl.com/abc123⟧.", .severity = LOKET_SEVERITY_WARNING },
  { "TAU-02", "Lihat ⟦https://blog.contoh.com/x⟧.", .severity = LOKET_SEVERITY_HINT },
  { "TAU-02", "Buka https://cekbansos.kemensos.go.id, www.banjarkab.go.id dan https://s.id/abc." },
  { "TAU-02", "Surel ppid@www.banjarkab.go.id dan aplikasi SIAPkerja." },

  { "HKM-01", "Sesuai ⟦UU 25 th 2009⟧ dan ⟦PP No.96/2012⟧.", .severity = LOKET_SEVERITY_WARNING },
  { "HKM-01", "Menurut ⟦Perda 5/2019⟧ dan ⟦Perbup Nomor 7 thn 2020⟧." },
  { "HKM-01", "Menurut ⟦UU No. 25 Tahun 2009⟧.", .severity = LOKET_SEVERITY_HINT },
  { "HKM-01", "Menurut Undang-Undang Nomor 25 Tahun 2009 dan UU Nomor 27 Tahun 2022." },
  { "HKM-01", "Permendikbud Nomor 75 Tahun 2016, Permen PU Nomor 05/PRT/M/2014." },
  { "HKM-01", "Surat Nomor 12/2026 dan PP 12 orang." },

  { "HKM-02", "Berdasarkan ⟦Undang-Undang Nomor 32 Tahun 2004⟧ tentang pemerintahan." },
  { "HKM-02", "Sesuai ⟦PermenPANRB Nomor 24 Tahun 2014⟧." },
  { "HKM-02", "Sesuai ⟦Perda Nomor 3 Tahun 2031⟧.", .set_up = with_year_2026 },
  { "HKM-02", "Sesuai Undang-Undang Nomor 23 Tahun 2014 dan Perda Nomor 999 Tahun 2011.", .set_up = with_year_2026 },
  { "HKM-02", "Perda Nomor 32 Tahun 2004 dan PP Nomor 32 Tahun 2004 lain hal." },

  { "NAD-01", "⟦Seharusnya Saudara⟧ membaca pengumuman." },
  { "NAD-01", "⟦Saudara tidak teliti⟧ membaca persyaratan." },
  { "NAD-01", "Hal itu ⟦bukan urusan kami⟧." },
  { "NAD-01", "⟦Sudah berkali-kali kami jelaskan⟧ di kelurahan." },
  { "NAD-01", "Hal itu ⟦bukan tugas kami⟧. Tanyakan saja." },
  { "NAD-01", "Hal itu bukan tugas kami, melainkan tugas Dinas Perhubungan." },
  { "NAD-01", "⟦Gara-gara warga⟧ saluran itu tersumbat." },
  { "NAD-01", "⟦Sebaiknya Saudara membaca aturan⟧ dulu." },
  { "NAD-01", "⟦Keluhan Saudara terlalu mengada-ada⟧." },
  { "NAD-01", "⟦Kerjakan sendiri⟧ kalau ingin cepat." },
  { "NAD-01", "Tidak percuma Ibu melapor." },
  { "NAD-01", "Saudara menulis “bukan urusan kami” sebagai jawaban petugas." },
  { "NAD-01", "Warga tidak bersalah, dan kesalahan ada pada kami." },

  { "NAD-02", "⟦Saudara harus⟧ bersabar." },
  { "NAD-02", "⟦Harap maklum⟧, dan ⟦perlu diketahui bahwa⟧ petugas terbatas." },
  { "NAD-02", "Sesuai Pasal 5 perda itu, warga wajib memilah sampah." },
  { "NAD-02", "Mohon menunggu hingga 10 Maret 2026." },

  { "NAD-03", "Lampu ⟦yg⟧ rusak ⟦udah⟧ diganti, ⟦nih⟧." },
  { "NAD-03", "⟦Udah⟧ kami cek. ⟦Mksh⟧ atas laporannya." },
  { "NAD-03", "Retaknya ditutup tanah liat. PD Pasar Jaya sudah diberi tahu." },
  { "NAD-03", "Kami ⟦nggak⟧ menolak." },
  { "NAD-03", "Saudara menulis “yg rusak udah lama”." },
  { "NAD-03", "Kepala UPTD, Bapak Gan, dan Bu Sih datang; yang rusak sudah diganti." },

  { "NAD-04", "⟦SUDAH SELESAI DIPERBAIKI SEMUA⟧⟦!!⟧" },
  { "NAD-04", "Terima kasih ⟦🙏😀⟧" },
  { "NAD-04", "Apakah benar⟦?!⟧" },
  { "NAD-04", "Dinas PUPR, BPBD, BBPJN dan PDAM Intan Banjar bekerja! Laporkan lewat LAPOR!." },
  { "NAD-04", "Saudara menulis “TOLONG CEPAT SEKALI PERBAIKI!!”." },

  { "NAD-05", "⟦Petugas kami lupa⟧ mengangkut sampah di gang itu." },
  { "NAD-05", "Hal itu terjadi karena ⟦kelalaian petugas⟧ loket." },
  { "NAD-05", "Petugas kami lupa mengangkut sampah; kami memohon maaf." },
  { "NAD-05", "Kami akui surat itu tidak segera dibaca; kesalahan ada di berkas." },

  { "BHS-01", "Mohon ⟦ijin⟧, ⟦dimana⟧ lokasi yang ⟦di perbaiki⟧?" },
  { "BHS-01", "⟦Silahkan⟧ datang hari ⟦Jum'at⟧, bulan ⟦Nopember⟧." },
  { "BHS-01", "Surat ⟦di kembalikan⟧ dan ⟦di umumkan⟧." },
  { "BHS-01", "Mohon izin, di mana lokasi yang diperbaiki di pekan ini di Komplek Putera?" },
  { "BHS-01", "Pak Syah dan Propinsi dalam nama “ijin usaha” lama; di lokasi, di balai, di pantai." },

  { "BHS-02", "Lampu itu sudah ⟦dipebaiki⟧ regu kami kemarin." },
  { "BHS-02", "Petugas ⟦mememriksa⟧ saluran dan ⟦menermukan⟧ sumbatan." },
  { "BHS-02", "Kabelnya dihitamkan, karcisnya ditempel, posisinya sudah ditelusuri." },
  { "BHS-02", "Larvasida, sembako, dan gorong-gorong dibahas bersama pembakal." },
  { "BHS-02", "Saudara menulis “sudah dipebaiki petugas” di laporan." },
  { "BHS-02", "Buka dipebaiki.contoh.go.id atau tulis ke dipebaiki@contoh.go.id." },
  { "BHS-02", "Bapak Dipebaiki dan SDN Mememriksa hadir." },
  { "BHS-02", "Lampu itu sudah dipebaiki regu kami.", .set_up = with_vocabulary },
  { "BHS-02", "Lampu itu sudah dipebaiki regu kami.", .set_up = with_dialect },

  { "BHS-03", "⟦Kami satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan "
              "sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam "
              "tujuh delapan sembilan sepuluh.⟧", .severity = LOKET_SEVERITY_HINT },
  { "BHS-03", "⟦Kami satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan "
              "sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam "
              "tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga "
              "empat lima enam tujuh delapan sembilan sepuluh.⟧", .severity = LOKET_SEVERITY_WARNING },
  { "BHS-03", "Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan "
              "sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam "
              "tujuh delapan sembilan sepuluh." },
  { "BHS-03", "Syaratnya:\n1. satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima\n"
              "2. satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima\n"
              "3. satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima" },

  { "BHS-04", "Jalan itu ⟦akan diaspal⟧ kembali." },
  { "BHS-04", "Usulan ⟦akan dimasukkan⟧ ke daftar." },
  { "BHS-04", "Jalan itu akan diaspal pada 10 Maret 2026." },
  { "BHS-04", "Jalan itu akan diaspal oleh Bidang Bina Marga; usulan akan kami masukkan." },

  { "BHS-05", "Nama Saudara belum ada di ⟦DTSEN⟧, sebab DTSEN belum diperbarui." },
  { "BHS-05", "Anggaran ada di ⟦DPA⟧ tahun ini." },
  { "BHS-05", "Data Tunggal Sosial dan Ekonomi Nasional (DTSEN) belum diperbarui." },
  { "BHS-05", "PJU di gang itu sudah menyala.", .set_up = with_complaint_about_pju },
  { "BHS-05", "KTP, KK, dan BPJS dibawa ke PDAM." },

  { "BHS-06", "Lampu ⟦yang yang⟧ mati⟦ ,⟧ diganti." },
  { "BHS-06", "Biaya ⟦Rp. 50.000⟧ dari ⟦jam 9⟧ ⟦s/d⟧ ⟦jam 10.30⟧ ⟦a/n⟧ pemohon." },
  { "BHS-06", "Biaya Rp50.000 dari pukul 09.00 s.d. 10.30, layanan 24 jam, dua jam 30 menit." },
  { "BHS-06", "Anak-anak di Rawa Rawa; 2 x 24 jam; undang-undang ... begitu." },

  { "KON-02", "Laporan diteruskan ke ⟦instansi terkait⟧." },
  { "KON-02", "Kami berkoordinasi dengan ⟦pihak yang berwenang⟧ dan ⟦dinas terkait⟧." },
  { "KON-02", "Laporan diteruskan ke Dinas Perhubungan sebagai instansi terkait." },
  { "KON-02", "Saudara menulis “dinas terkait tidak peduli”." },
  { "KON-02", "Dugaan adanya pihak yang melindungi kami teruskan." },

  { "KON-03", "Laporan Saudara ⟦menjadi perhatian⟧ kami semua, terima kasih banyak." },
  { "KON-03", "Masukan ini ⟦menjadi bahan evaluasi⟧ dan ⟦semoga⟧ ke depan lebih baik." },
  { "KON-03", "Lubang sudah ditambal; masukan ini menjadi bahan evaluasi kami." },
  { "KON-03", "Petugas memeriksa saluran pada 3 Maret 2026, semoga membantu." },

  { "KON-04", "Permohonan diproses ⟦sesuai ketentuan yang berlaku⟧." },
  { "KON-04", "Kami bekerja ⟦sesuai dengan prosedur yang berlaku⟧ di kantor." },
  { "KON-04", "Prosesnya ⟦sesuai SOP⟧." },
  { "KON-04", "Hal ini ⟦mengacu pada peraturan perundang-undangan yang berlaku⟧." },
  { "KON-04", "Permohonan diproses sesuai ketentuan yang berlaku, yakni Perda Nomor 5 Tahun 2019." },
  { "KON-04", "Diproses sesuai peraturan yang berlaku. Pasal 79A menyebut syaratnya." },

  { "KON-05", "Lubang akan ditambal pada ⟦10 Maret 2026⟧.", CASE },
  { "KON-05", "Hasilnya kami sampaikan paling lambat ⟦31 Juni 2026⟧.", CASE },
  { "KON-05", "Petugas datang ⟦Senin, 10 April 2026⟧.", CASE },
  { "KON-05", "Lubang akan ditambal pada ⟦12/04/2026⟧ dan rambu akan dipasang ⟦17 Agustus 2026⟧.", CASE },
  { "KON-05", "Lubang akan ditambal pada 10 April 2026 atau Minggu, 12 April 2026.", CASE },
  { "KON-05", "Permintaan yang diterima 10 Maret 2026 akan dijawab.", CASE },
  { "KON-05", "Petugas sudah datang pada 1 Maret 2026 dan 8 Maret 2026.", CASE },
  { "KON-05", "Lubang yang rencananya akan ditambal pada 10 Maret 2026 lalu tertunda oleh hujan.", CASE },
  { "KON-05", "Terima kasih.\n\nPekerjaan yang rencananya akan dimulai pada 10 Maret 2026 yang lalu tertunda.", CASE },
  { "KON-05", "Lubang akan ditambal pada ⟦10 Maret 2026⟧, lalu rambu dipasang.", CASE },
  { "KON-05", "Lubang akan ditambal pada ⟦10 Maret 2026⟧ oleh tim yang lalu.", CASE },
  { "KON-05", "Lubang akan ditambal pada 10 Maret 2026." },

  { "KON-06", "Lubang ⟦akan kami perbaiki⟧ bersama Bidang Bina Marga.", RESOLVED },
  { "KON-06", "Lokasi sudah ditinjau. ⟦Pekerjaan dimulai⟧ Senin, 6 April 2026.", RESOLVED, CASE },
  { "KON-06", "Lampu di gang itu ⟦sudah selesai diperbaiki⟧ dan aman.", PROGRESS },
  { "KON-06", "Lubang sudah ditambal; bila rusak lagi akan kami perbaiki.", RESOLVED },
  { "KON-06", "Lubang akan kami perbaiki.", PROGRESS },
  { "KON-06", "Tahap pertama sudah selesai, tahap kedua dijadwalkan Mei.", PROGRESS },
  { "KON-06", "Pekerjaan dimulai Senin, 2 Maret 2026 dan sudah rampung.", RESOLVED, CASE },
  { "KON-06", "Lampu sudah menyala; bila mati lagi akan diganti sebelum Senin, 6 April 2026.", RESOLVED, CASE },

  { "KON-06", "Lokasi sudah ditinjau. Rapat warga ⟦dilaksanakan⟧ Senin, 6 April 2026.", RESOLVED, CASE, AS_WARNING },

  { "KLG-02", "⟦⟧Terima kasih sudah menghubungi, kami sampaikan bahwa hal itu menjadi catatan bagi kami semua.", CASE },
  { "KLG-02", "⟦⟧Halo, informasi sudah diterima dan dicatat, silakan menunggu kabar dari kantor kelurahan.", CASE },
  { "KLG-02", "Petugas kami sudah menambal permukaan pada hari Rabu dan memasang rambu sementara.", CASE },
  { "KLG-02", "Ruas itu sudah kami periksa, dan lubangnya cukup dalam sehingga perlu alat.", CASE },
  { "KLG-02", "Terima kasih sudah menghubungi, kami sampaikan bahwa hal itu menjadi catatan bagi kami semua." },

  { "KLG-03", "⟦⟧Terima kasih, laporan Saudara sudah kami terima dan menjadi perhatian kami." },
  { "KLG-03", "⟦⟧Laporan akan segera ditindaklanjuti, mohon bersabar menunggu kabar dari kami ya." },
  { "KLG-03", "⟦⟧Terima kasih atas laporan mengenai lampu yang rusak di RT 03. Masukan ini menjadi catatan kami." },
  { "KLG-03", "Terima kasih atas laporan lampu rusak di RT 03, petugas sudah kami kirim." },
  { "KLG-03", "Petugas memeriksa saluran itu dan menemukan sumbatan di bawah jembatan kecil." },
  { "KLG-03", "Bantuan belum dapat diberikan karena data keluarga belum lengkap sampai sekarang." },

  { "KLG-04", "⟦⟧Saluran itu akan dibersihkan dan penutupnya akan diganti yang baru." },
  { "KLG-04", "⟦⟧Perbaikan jalan sedang diusulkan ke dalam anggaran perubahan tahun ini juga." },
  { "KLG-04", "Saluran itu akan kami bersihkan dan penutupnya akan diganti yang baru." },
  { "KLG-04", "Saluran itu akan dibersihkan Bidang Drainase dan penutupnya diganti baru." },

  { "KLG-05", "⟦⟧Saluran itu akan kami bersihkan bersama Bidang Drainase dan warga.", PROGRESS },
  { "KLG-05", "⟦⟧Perbaikan sedang kami usulkan ke dalam anggaran oleh Bidang Bina Marga.", PROGRESS },
  { "KLG-05", "Saluran itu akan kami bersihkan besok bersama Bidang Drainase dan warga.", PROGRESS },
  { "KLG-05", "Saluran itu akan kami bersihkan bersama Bidang Drainase dan warga.", .outcome = LOKET_OUTCOME_INFORMATION },
  { "KLG-05", "Petugas Bidang Drainase memeriksa saluran itu dan tidak menemukan sumbatan.", PROGRESS },

  { "KLG-07", "⟦Silakan datang⟧ ke kantor kami." },
  { "KLG-07", "⟦Mohon Saudara menghubungi⟧ petugas kami." },
  { "KLG-07", "Silakan datang ke loket 4, hari kerja pukul 08.00 sampai 14.30." },
  { "KLG-07", "Silakan mengurus di Dinas Kependudukan. Bawa KTP dan KK." },
  { "KLG-07", "Mohon hubungi kami dengan membalas laporan ini. Balas di sini saja." },

  { "KLG-09", "Permohonan Saudara ⟦tidak dapat kami penuhi⟧. Terima kasih atas pengertiannya." },
  { "KLG-09", "⟦⟧Hal itu bukan kewenangan kami, jadi tidak bisa dibantu.", FORWARD, CASE },
  { "KLG-09", "Hal itu ⟦bukan kewenangan kami⟧. Laporan diteruskan ke Balai Besar Wilayah Sungai.", FORWARD, CASE },
  { "KLG-09", "Ruas itu berstatus jalan provinsi, bukan kewenangan kami; diteruskan ke Dinas Perhubungan Provinsi.", FORWARD, CASE },
  { "KLG-09", "Permohonan tidak dapat kami penuhi karena berkasnya belum lengkap sampai hari ini." },
  { "KLG-09", "Saudara menulis “permohonan ditolak” tanpa penjelasan apa pun dari petugas loket." },

  { "KLG-10", "⟦ok⟧" },
  { "KLG-10", "⟦Sudah dicek. Terima kasih.⟧" },
  { "KLG-10", "⟦⟧" },
  { "KLG-10", "Petugas sudah memperbaiki lampu itu pada hari Rabu." },
  { "KLG-10", "Lubang di depan pasar sudah kami tambal kemarin." },

  { "REL-01", "⟦⟧Petugas sudah datang dan akan menambal besok pagi pukul sembilan.", PROGRESS, CASE },
  { "REL-01", "⟦⟧Penambalan selesai kemarin oleh Bidang Bina Marga, terima kasih.", RESOLVED, CASE },
  { "REL-01", "Lubang di Melati sudah ditambal kemarin.", PROGRESS, CASE },
  { "REL-01", "Lubang di lokasi yang dilaporkan sudah ditambal.", PROGRESS, CASE },
  { "REL-01", "Penambalan selesai kemarin oleh Bidang Bina Marga, terima kasih.", RESOLVED },

  { "REL-02", "⟦⟧Sampah di lokasi itu sudah kami angkut kemarin.", RESOLVED, .set_up = with_lamp },
  { "REL-02", "⟦⟧Pohon yang tumbang akan dipangkas besok.", PROGRESS, .set_up = with_lamp },
  { "REL-02", "Lampunya sudah diganti, sampah di bawahnya juga diangkut.", RESOLVED, .set_up = with_lamp },
  { "REL-02", "PJU sudah menyala; pohon yang menutupinya dipangkas.", RESOLVED, .set_up = with_lamp },
  { "REL-02", "Petugas sudah datang dan memperbaikinya kemarin.", RESOLVED, .set_up = with_lamp },
  { "REL-02", "Saudara menulis “sampah” dan kami sudah datang.", RESOLVED, .set_up = with_lamp },
  { "REL-02", "Sampah di lokasi itu bukan urusan yang sama.", .outcome = LOKET_OUTCOME_INFORMATION, .set_up = with_lamp },

  { "REL-03", "⟦⟧Lubang itu ada dalam daftar Bidang Bina Marga, parkirnya gratis.", PROGRESS, CASE },
  { "REL-03", "⟦⟧Lubang ditambal besok, parkir dipungut petugas resmi berkarcis.", PROGRESS, CASE },
  { "REL-03", "Lubang ditambal besok, parkir Rp2.000.", PROGRESS, CASE },
  { "REL-03", "Lubang itu ada dalam daftar Bidang Bina Marga.", PROGRESS },

  { "REL-04", "Jawaban untuk laporan nomor ⟦99000999⟧ sudah kami kirim.", CASE, AS_BLOCKER },
  { "REL-04", "Bapak ⟦Joko Susilo⟧, lubang itu sudah ditambal.", CASE, AS_BLOCKER },
  { "REL-04", "Aduan Saudara nomor ⟦99000999⟧ sudah kami jawab.", CASE, AS_BLOCKER },
  { "REL-04", "Kami sudah menemui Bapak ⟦Sutrisno Wibowo⟧ selaku pelapor.", CASE, AS_BLOCKER },
  { "REL-04", "⟦Jalan Kenanga⟧ sudah ditambal oleh petugas.", CASE, AS_WARNING },
  { "REL-04", "Saluran di ⟦Desa Kertak⟧ sudah dibersihkan.", CASE, AS_WARNING },
  { "REL-04", "Ambil berkas di Balai Desa Kertak; data dicocokkan Kepala Desa Kertak.", CASE },
  { "REL-04", "Ibu Siti, laporan nomor 99000123 tentang Jalan Melati sudah selesai.", CASE },
  { "REL-04", "Lubang di Jalan Melati dekat Jalan Kenanga sudah ditambal.", CASE },
  { "REL-04", "Bu Rahma, laporan ini digabung dengan laporan nomor 99000999.", CASE },
  { "REL-04", "Silakan ke kantor kami di Jalan Kenanga nomor 4.", CASE },
  { "REL-04", "Ibu Kepala Desa dan Bapak Joko hadir; Yth. Pelapor, terima kasih.", CASE },

  { "REL-05", "⟦⟧Petugas Bidang Bina Marga sudah menambal lubang di depan pasar pada 3 Maret 2026, dan rambu sementara "
              "dipasang sampai permukaan jalan kering serta aman dilalui kendaraan.", .set_up = with_copied },
  { "REL-05", "⟦⟧Yth. Pelapor, petugas Bidang Bina Marga sudah menambal lubang di depan pasar pada 4 Maret 2026, dan rambu "
              "sementara dipasang sampai permukaan jalan kering serta aman dilalui kendaraan berat dari dua arah.",
    .set_up = with_copied },
  { "REL-05", "Petugas Bidang Bina Marga sudah menambal lubang di depan pasar pada 3 Maret 2026, dan rambu sementara "
              "dipasang sampai permukaan jalan kering serta aman dilalui kendaraan.", .set_up = with_own_earlier },
  { "REL-05", "Petugas Bidang Bina Marga memeriksa saluran di Gang Damai kemarin pagi. Sumbatan terjadi karena akar pohon, "
              "dan pekerjaannya dilanjutkan besok dengan alat yang lebih besar dari bengkel.", .set_up = with_copied },
  { NULL },
};

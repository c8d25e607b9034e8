/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-lexicon.h"

/* The patterns that belong to the code of the rules. TRUE: in any case. */

#define MONTH                                                                             \
  "(?:Jan(?:uari)?|Feb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Jun[i]?|Jul[i]?|Agu(?:stus)?|Agt|" \
  "Sept?(?:ember)?|Okt(?:ober)?|Nov(?:ember)?|Des(?:ember)?)"
#define DAY   "(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu|Ahad)"
#define LAW                                                                                \
  "(?:UU|PP|Perpres|Keppres|Inpres|Permen[A-Za-z-]*(?-i: [A-Z]{2,}[A-Za-z]*)?|Perda|Pergub|Perbup|Perwal(?:i|kot|ko)?|Undang-Undang|"          \
  "Peraturan (?:Pemerintah|Presiden|Daerah|Gubernur|Bupati|Wali ?Kota|Menteri(?: (?!No(?:mor)?\\b)[A-Z][\\w-]+,?){1,6}))"
#define COUNT "(?:\\d{1,3}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|empat belas|tiga puluh)"

const LoketPatternSource _loket_pattern_sources[LOKET_N_PATTERNS] = {
  /* A time that can be checked, exact or not. */
  [LOKET_PATTERN_DATE] = {
      "\\b\\d{1,2}(?:\\s*(?:-|s\\.d\\.|sampai(?: dengan)?|hingga|dan)\\s*\\d{1,2})?\\s+" MONTH "\\b"
      "|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:20)?\\d{2}\\b"
      "|\\b20\\d{2}-\\d{2}-\\d{2}\\b"
      "|\\b" MONTH "\\s+20\\d{2}\\b"
      "|\\b(?:bulan|awal|akhir|pertengahan|pada)\\s+" MONTH "\\b"
      "|\\b" COUNT "(?:\\s*\\([a-z ]+\\))?\\s*(?:x\\s*24\\s*)?(?:jam|hari|minggu|pekan|bulan)\\b"
      "|\\b(?:hari|pagi|siang|sore|petang|malam|pekan|minggu|bulan) ini\\b|\\bbesok\\b|\\blusa\\b"
      "|\\b" DAY "\\s+(?:depan|pagi|siang|sore|petang|malam|ini)\\b"
      "|\\b(?:triwulan|semester|kuartal|tahap|tahun anggaran)\\s+(?:pertama|kedua|ketiga|keempat|[1-4IV]+|20\\d{2})\\b"
      "|\\b(?:minggu|pekan)\\s+(?:depan|pertama|kedua|ketiga|keempat)\\b"
      "|\\btahun\\s+20\\d{2}\\b",
      TRUE },
  /* Somebody who can be asked. */
  [LOKET_PATTERN_UNIT] = {
      "\\b(?:Dinas|Badan|Bidang|Bagian|Seksi|Sub ?bag(?:ian)?|UPTD?|UPPD|KPH|BPP|Unit|Tim|Regu|Satgas|Satuan|Sektor|"
      "Kantor|Balai(?: Besar)?|Kecamatan|Kelurahan|Kementerian|Kedeputian|Direktorat|Sekretariat|Inspektorat|Inspektur|"
      "Biro|Kepolisian|Polsek|Polres(?:ta)?|Polda|RSUD|Rumah Sakit|Puskesmas|Perumda|Perusahaan|PT|PLN|PDAM|BPJS|"
      "Pemerintah|Pemkab|Pemkot|Pemprov|Sekolah|Samsat|Komisi|Cabang|Ombudsman)"
      " [A-Z0-9][\\w.&-]*"
      "|\\b(?:Dis(?:hub|kominfo|dukcapil|dik|kes|naker|pora|budpar|tan|perkim|hut)|Din(?:sos|kes)|Bap(?:enda|peda)|BPBD|"
      "Satpol PP|DLH|D?PUPR|DPMPTSP|BBPJN|BPJN|BBWS|BWS|Damkar|Inspektorat|PLN|PDAM|Kominfo|Pol(?:ri|da|res|resta|sek)|"
      "Pengadilan|Kejaksaan|Pelindo|Pertamina|Telkom(?:sel)?|Imigrasi|KPU|Bawaslu|Kemen[a-z]+|Bulog|OJK|Bea Cukai|KSOP|Basarnas|"
      "BKSDA|BKN|BPN|BAKTI|Komdigi|Propam|ESDM|Jasa Raharja|Taspen|Pemprov|Pemkab|Pemkot|Bappeda|BKPSDM|UPTD|Ombudsman)\\b",
      FALSE },
  [LOKET_PATTERN_WE] = { "\\bkami\\b", TRUE },
  /* The officer says that and why something is not told. */
  [LOKET_PATTERN_WITHHELD] = {
      "\\b(?:sengaja|belum dapat|tidak dapat|tidak)\\s+(?:kami\\s+)?(?:di)?(?:sebutkan|umumkan|buka|rahasiakan|sampaikan)\\b",
      TRUE },
  [LOKET_PATTERN_ID_NUMBER] = {
      "(?<![\\d])(?:\\d{16}|\\d{6}[ .-]?\\d{6}[ .-]?\\d{4}|\\d{4}[ .-]\\d{4}[ .-]\\d{4}[ .-]\\d{4}|"
      "\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{6}[ .-]\\d{4}|"
      "\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{4})(?!\\d)",
      FALSE },
  [LOKET_PATTERN_ID_LABEL] = { "\\b(?:NIK|KTP|KK|kartu keluarga|kependudukan|NPWP)\\b", TRUE },
  [LOKET_PATTERN_MASKED] = { "\\d{3}[ .-]?$", FALSE },
  [LOKET_PATTERN_ROMAN] = {
      "\\b(?:ke|abad|bab|angkatan|tahap|gelombang|HUT|MTQ|STQ|PON|Por(?:prov|kab|nas)|Pesparawi|edisi|jilid|"
      "wilayah|koridor|pasal|lampiran|KORPRI|Kodam)[ -]$",
      TRUE },
  [LOKET_PATTERN_TAX_DOTTED] = { "(?<![\\d.])\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d[-.]\\d{3}\\.\\d{3}(?!\\d)", FALSE },
  [LOKET_PATTERN_TAX_BARE] = {
      "(?<![\\d.])(?:\\d{2}[ -]?\\d{3}[ -]?\\d{3}[ -]?\\d[ -]?\\d{3}[ -]?\\d{3}|\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}|"
      "\\d{6}[ .-]\\d{6}[ .-]\\d{4})(?!\\d)",
      FALSE },
  [LOKET_PATTERN_MOBILE] = { "(?<![\\d.])(?:\\+?62|0)[ .-]?8[1-9](?:[ .)-]{0,2}\\d){7,10}(?!\\d)", FALSE },
  [LOKET_PATTERN_OFFICIAL_CONTACT] = {
      "\\b(?:call ?cent(?:er|re)|hotline|posko|layanan|pengaduan|UPTD?|dinas|bidang|kantor|piket|siaga|darurat|24 jam|"
      "admin|humas|sekretariat|unit|loket|puskesmas|RSUD|narahubung|kecamatan|kelurahan|PLN|PDAM|BPBD|damkar)\\b",
      TRUE },
  [LOKET_PATTERN_MAIL] = { "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", FALSE },
  [LOKET_PATTERN_ACCOUNT] = {
      "\\b(?:no(?:mor|\\.)? ?rek(?:ening)?|rek(?:ening|\\.)?|bank|BRI|BNI|BCA|BSI|BTN|BPD|mandiri)\\b[^\\d\\n]{0,25}"
      "\\d[\\d -]{6,18}\\d(?!\\d)",
      TRUE },
  [LOKET_PATTERN_ACCOUNT_NOT] = {
      "\\b(?:listrik|air|PLN|PDAM|pelanggan|telepon|telp|hubungi|WA|whatsapp|tanggal|sampah|surat|hp)\\b", TRUE },
  [LOKET_PATTERN_NUMERIC_DATE] = { "\\b\\d{1,2}[ -]\\d{1,2}[ -](?:19|20)\\d{2}\\b", FALSE },
  [LOKET_PATTERN_TREASURY] = { "\\b(?:kas (?:daerah|umum|negara)|RKUD|bendahara (?:penerimaan|umum))\\b", TRUE },
  [LOKET_PATTERN_PLATE] = {
      "(?<![A-Za-z0-9/.-])(?:AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|PY|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z) ?[1-9]\\d{0,3} ?[A-Z]{1,3}(?![A-Za-z0-9/-])",
      FALSE },
  [LOKET_PATTERN_VEHICLE] = {
      "\\b(?:plat|pelat|nopol|nomor polisi|kendaraan|motor|mobil|truk|angkot|bus|pikap)\\b", TRUE },
  [LOKET_PATTERN_OFFICIAL_VEHICLE] = {
      "\\b(?:(?:mobil|kendaraan|motor|truk|armada|bus) (?:dinas|operasional|patroli|tangki|sampah|derek|kami|pemadam)|"
      "ambulans|damkar|pemadam|armada)\\b",
      TRUE },
  [LOKET_PATTERN_HEALTH_CARD] = { "(?<!\\d)000\\d{10}(?!\\d)", FALSE },
  [LOKET_PATTERN_PASSPORT] = { "(?<![A-Za-z0-9])[A-Z]{1,2}\\d{6,7}(?![A-Za-z0-9])", FALSE },
  [LOKET_PATTERN_PASSPORT_WORD] = { "\\b(?:paspor|passport)\\b", TRUE },
  [LOKET_PATTERN_STAFF] = { "(?<!\\d)(?:19|20)\\d{6} ?(?:19|20)\\d{4} ?[12] ?\\d{3}(?!\\d)", FALSE },
  [LOKET_PATTERN_BIRTH] = {
      "\\b(?:lahir|TTL|kelahiran)\\b[^.\\n]{0,40}?\\b\\d{1,2}[-/ ](?:\\d{1,2}|" MONTH ")[-/ ](?:19|20)\\d{2}\\b", TRUE },
  [LOKET_PATTERN_CONDITION] = {
      "\\b(?:positif|mengidap|pengidap|menderita|penderita|mengalami|penyandang|terjangkit|terinfeksi|terkena|didiagnosis|divonis|sakit|terserang)\\s+"
      "(?:penyakit\\s+|penyandang\\s+|sebagai\\s+|menderita\\s+)*"
      "(?:TBC?|tuberkulosis|HIV|AIDS|kusta|kanker|tumor|hepatitis|sifilis|kelamin|covid\\S*|gangguan (?:jiwa|mental|kejiwaan)|skizofrenia|epilepsi|ayan|stroke|"
      "jantung|gagal ginjal|ginjal|diabetes|leukemia|depresi|bipolar|autis(?:me)?|ADHD|tunagrahita|keguguran|lumpuh|demensia|alzheimer|disabilitas mental)\\b"
      "|\\b(?:hamil di luar nikah|(?:sedang )?hamil (?:muda|tua|(?:\\d|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\\w* bulan)|(?:mantan|bekas) (?:narapidana|napi|pecandu)|"
      "residivis|ODGJ|pecandu(?: narkoba| sabu)?|pengguna narkoba|pemakai narkoba|positif narkoba|korban (?:pencabulan|pemerkosaan|perkosaan|pelecehan(?: seksual)?|"
      "kekerasan (?:seksual|dalam rumah tangga)|KDRT))\\b"
      "|\\b(?:sudah |telah )?ditetapkan sebagai tersangka\\b"
      "|\\b(?:pernah|sempat|sedang) (?:dipidana|dihukum|dipenjara|ditahan|terjerat kasus|menjalani hukuman)\\b",
      TRUE },
  [LOKET_PATTERN_PERSON] = {
      "\\b(?:anak|istri|suami|putra|putri|ibu|bapak|ayah|orang tua|keluarga) (?:Bapak|Ibu|Saudara|Anda|pelapor|beliau)\\b"
      "|\\b(?:Sdri?\\.?|Saudar[ai]|Bapak|Ibu|Pak|Bu|Tn\\.?|Ny\\.?|An\\.?) (?-i:[A-Z])\\w+"
      "|\\b(?:bernama|berinisial|inisial|atas nama|a\\.n\\.|tetangga (?:Bapak|Ibu|Saudara)|terlapor|beliau|(?:siswa|siswi|murid|pasien|anak|ibu|bapak|warga) (?:tersebut|itu))\\b"
      "|\\b(?:kepala \\w+|oknum|guru|lurah|camat|kades|pegawai|petugas|pemilik(?: \\w+)?|ketua \\w+) (?:tersebut|itu|dimaksud|yang dilaporkan)\\b",
      TRUE },
  [LOKET_PATTERN_PLACE_BEFORE] = {
      "\\b(?:Jalan|Jl|Jln|Gang|Gg|Desa|Kelurahan|Kel|Kecamatan|Kec|Kabupaten|Kota|Kampung|Dusun|Komplek|Kompleks|"
      "Perumahan|SDN?|SMPN?|SMAN?|SMKN?|MI|MTs|MAN?|TK|Pasar|Sungai|Masjid|Jembatan|Simpang|RSUD|RS|Klinik|PT|CV|UD|"
      "Toko|Bank|Hotel|Pondok)\\b\\.? ?$",
      TRUE },
  [LOKET_PATTERN_ADDRESS_BEFORE] = {
      "\\b(?:Bapak|Ibu|Pak|Bu|Bpk|Saudara|Saudari|Sdr|Sdri|Kak|Mas|Mbak|Bang|Haji|Hajah|Hj?|Yth|bernama|nama|"
      "atas nama|a\\.n)\\b\\.?[ :]+$",
      TRUE },
  [LOKET_PATTERN_RT] = { "\\bRT[ .]{0,2}\\d{1,3}(?:\\s?[/,]?\\s?RW[ .]{0,2}\\d{1,3})?(?!\\d)", TRUE },
  [LOKET_PATTERN_HOME] = {
      "\\b(?:rumah|kediaman|tempat tinggal|alamat)\\s+(?:milik\\s+)?(?:Bapak|Ibu|Pak|Bu|Saudara|Saudari|Anda|Pelapor|beliau|"
      "(?:Sdri?\\.?|Bpk\\.?))\\b|\\bbertempat tinggal\\b|\\bberalamat\\b",
      TRUE },
  [LOKET_PATTERN_LEGAL_SHORT] = {
      "\\b" LAW "(?: RI)?(?: ?\\d{1,3} ?(?:/|(?:th|thn|tahun)\\b\\.?|(?= 20\\d\\d)) ?(?:19|20)\\d{2}|"
      " ?No(?:mor\\b|\\.)? ?\\d{1,3} ?(?:/|(?:th|thn)\\b\\.?) ?(?:19|20)\\d{2})\\b",
      TRUE },
  [LOKET_PATTERN_LEGAL_NO] = { "\\b" LAW "(?: RI)? ?No(?:\\.|\\b) ?\\d{1,3} Tahun (?:19|20)\\d{2}\\b", TRUE },
  [LOKET_PATTERN_LEGAL] = {
      "\\b" LAW "(?: [A-Z]\\w+){0,6}(?: (?:Nomor|No\\.?))? ?\\d{1,3}|\\bPasal \\d|\\bPermen\\w* Nomor", TRUE },
  [LOKET_PATTERN_LEGAL_FULL] = {
      "\\b" LAW "(?: RI)?(?: (?:Nomor|No\\.?))? ?\\d{1,3} ?(?:/|(?:Tahun|th|thn)\\b\\.?) ?(?:19|20)\\d{2}\\b", TRUE },
  [LOKET_PATTERN_LINK] = {
      "(?<![\\w@.])(?:https?://[^\\s)\"'<>]+|(?:www\\.|bit\\.ly/|tinyurl\\.com/|cutt\\.ly/|linktr\\.ee/|rb\\.gy/|shorturl\\.at/|"
      "forms\\.gle/|t\\.me/|wa\\.me/)[^\\s)\"'<>]+)",
      TRUE },
  [LOKET_PATTERN_LINK_SHORT] = {
      "^(?:https?://)?(?:www\\.)?(?:bit\\.ly|tinyurl\\.com|cutt\\.ly|linktr\\.ee|rb\\.gy|shorturl\\.at|ow\\.ly|is\\.gd|t\\.ly)/",
      TRUE },
  [LOKET_PATTERN_LINK_OFFICIAL] = {
      "^(?:https?://)?(?:[\\w-]+\\.)*(?:go\\.id|desa\\.id|mil\\.id|ac\\.id|sch\\.id|s\\.id|pln\\.co\\.id|lapor\\.go\\.id|"
      "maps\\.app\\.goo\\.gl|goo\\.gl/maps|play\\.google\\.com|maps\\.google\\.com)(?=[/:?#]|$)",
      TRUE },
  /* What the reply says it brings along. */
  [LOKET_PATTERN_ATTACHED] = {
      "\\b(?:foto|dokumentasi|gambar|bukti|berkas|dokumen|surat)\\w*(?: \\w+){0,3} terlampir\\b|\\bterlampir\\b|\\b(?:kami|turut|juga) (?:lampirkan|sertakan)(?: foto| dokumentasi| berkas| bukti)?\\b"
      "|\\b(?:foto|dokumentasi|gambar|berkas|surat|bukti)\\w*(?: \\w+){0,4} (?:bersama|beserta) (?:jawaban|balasan|tanggapan|surat) ini\\b"
      "|\\bkami (?:kirim(?:kan)?|unggah) (?:pula |juga )?(?:foto|dokumentasi|gambar)(?:nya)?\\b(?! (?:itu |tersebut |ini )?(?:ke|kepada|untuk|pada)\\b)"
      "|\\b(?:foto|dokumen\\w*|berkas|gambar|bukti)(?: \\w+){0,2} kami (?:unggah|kirim(?:kan)?) (?:bersama|beserta)\\b|\\bunduh lampiran\\b"
      "|\\b(?:lihat|pada|dalam|di) lampiran(?= *[.,;:)\\n]|$| ini| foto| jawaban| di bawah)"
      "|\\b(?:foto|dokumentasi|gambar)\\w*(?: \\w+){0,3} (?:di bawah ini|berikut ini)\\b"
      "|\\b(?:foto|dokumentasi|gambar) berikut(?= *[.:,;\\n]|$)|(?<![\\w,] )\\bberikut (?:ini )?(?:kami sampaikan )?(?:foto|dokumentasi|gambar)(?:nya)?\\b",
      TRUE },
  [LOKET_PATTERN_ATTACHED_NOT] = {
      "\\b(?:tidak|belum|yang Saudara|yang Bapak|yang Ibu|Saudara|Bapak|Ibu)\\s+(?:ter|kami )?lampir|"
      "terlampir (?:pada|dalam|di) (?:laporan|aduan|pengaduan|permohonan)|lampiran (?:peraturan|perda|keputusan|undang)",
      TRUE },
  [LOKET_PATTERN_CAPITALS] = {
      "(?<![A-Za-z])(?:(?:[A-Z]{4,}[ ,]+){3,}[A-Z]{4,}|(?:[A-Z]{2,} +){4,}[A-Z]{2,})(?![a-z])", FALSE },
  [LOKET_PATTERN_MARKS] = { "(?<!LAPOR)[!?]{2,}", FALSE },
  [LOKET_PATTERN_EMOJI] = { "[\\x{1F300}-\\x{1FAFF}\\x{2600}-\\x{26FF}\\x{2764}\\x{1F1E6}-\\x{1F1FF}]+", FALSE },
  [LOKET_PATTERN_SPACE_BEFORE] = { "(?<=\\p{L}) +(?:[,;:]|\\.(?![\\w.]))(?= |\\n|$)|(?<=\\p{L}) +,(?=\\p{L})|(?<=\\p{Ll}{3}),(?=\\p{Ll}{3})", FALSE },
  [LOKET_PATTERN_RUPIAH] = { "\\bRp\\. ?\\d+(?:\\.\\d{3})*", FALSE },
  [LOKET_PATTERN_SLASHED] = { "(?<![\\w/])(?:s/d|a/n|u/p|d/a)(?![\\w/])", TRUE },
  [LOKET_PATTERN_CLOCK] = { "\\bjam (?:[01]?\\d|2[0-4])(?:[.:][0-5]\\d)?\\b(?! ?(?:kerja|sehari|pelajaran|/))", TRUE },
  [LOKET_PATTERN_SPLIT_PREFIX] = { "\\bdi [a-z]{3,}kan\\b", FALSE },
  [LOKET_PATTERN_SPLIT_NOT] = { "\\b(?:ikan|pekan|rekan|makan|pasukan|bukan|akan|pabean|kakan|kulkan|perikan)$", FALSE },
  [LOKET_PATTERN_ACRONYM] = { "(?<![\\w./-])[A-Z][A-Z0-9]+(?:-[A-Z]+)?(?![\\w/-])", FALSE },
  [LOKET_PATTERN_PASSIVE_PROMISE] = { "\\bakan (?:segera |selalu )?di[a-z]{4,}", TRUE },
  [LOKET_PATTERN_AS_REGULATED] = {
      "\\b(?:sesuai(?: dengan)?|mengacu (?:pada|kepada)|berdasarkan|menurut|mengikuti|berpedoman pada|merujuk (?:pada|ke|kepada)) "
      "(?:prosedur|ketentuan|aturan|peraturan|regulasi|mekanisme|tata cara|hukum|pedoman|perundang-undangan|perundangan|SOP|juknis|juklak|standar)(?: (?:operasional|prosedur|hukum|teknis|perundang-undangan|perundangan))*"
      "(?: yang)? (?:berlaku|ada|telah ditetapkan|sudah ditetapkan)\\b"
      "|\\b(?:sesuai(?: dengan)?|berdasarkan) (?:SOP|juknis|juklak|prosedur|mekanisme|aturan|ketentuan|regulasi|perundangan|perundang-undangan)(?: (?:kami|dinas|perusahaan))?(?=[.,;]|$)", TRUE },
  [LOKET_PATTERN_LEGAL_DUTY] = { "\\b(?:Pasal|Undang|Peraturan|Perda|syarat|ketentuan|berdasarkan|sesuai)", TRUE },
  [LOKET_PATTERN_BY] = { "\\boleh\\b|\\bpetugas\\b|\\btim\\b|\\bregu\\b", TRUE },
  [LOKET_PATTERN_FULL_DATE] = {
      "\\b(?:" DAY ",? (?:tanggal )?)?\\d{1,2} " MONTH " (?:19|20)\\d{2}\\b|(?<![\\d/-])\\d{1,2}[/-]\\d{1,2}[/-](?:19|20)\\d{2}(?![\\d/-])",
      TRUE },
  [LOKET_PATTERN_FUTURE] = {
      "\\b(?:akan|paling lambat|selambat-lambatnya|paling lama|dijadwalkan|direncanakan|ditargetkan|diperkirakan|rencananya|dapat datang)\\b",
      TRUE },
  [LOKET_PATTERN_PAST] = {
      "\\b(?:sudah|telah|sejak|kemarin|pernah|semula|sebelumnya|tercatat|tertanggal|diterima|batas waktunya|pada saat itu)\\b",
      TRUE },
  /* Something is to happen on a day. */
  [LOKET_PATTERN_WORK_PLANNED] = {
      "\\b(?:akan|dijadwalkan|direncanakan|ditargetkan|diperkirakan|perkirakan|mulai|paling lambat|selambat-lambatnya|berlangsung|"
      "terbit|keluar|berkumpul|kembali|masih|giliran|sampai (?:di|ke)|tiba|datang|berubah|hasil\\w*|keputusan\\w*|putusan\\w*|di[a-z]{4,}|me[a-z]{5,})\\b",
      TRUE },
  /* The office's own work, to be done on a day to come. */
  [LOKET_PATTERN_REPAIR_PLANNED] = {
      "\\b(?:di|mem?|men|meng|meny)(?:per)?(?:baiki|kerjakan|pasang|asang|tambal|ambal|cat\\b|ganti|angkut|"
      "bersihkan|bongkar|bangun|keruk|lapis|kupas|uji\\b|ukur|kirim|irim|antar|bayar|cair|alir|periksa|tinjau|panggil|anggil|mulai|selesai|"
      "yelesai|pindah|mindah|susun|cetak|salur|semprot|yemprot|usul|siap|tata\\b|tertib|aspal|cor\\b|taruh|tebar|pilih|tempatkan|"
      "jadwalkan|rencanakan|targetkan|perkirakan|hapus|cabut|proses|kembalikan|tutup|perintah|dampingi)\\w*"
      "|\\b(?:perbaikan|pekerjaan|penambalan|pemasangan|penggantian|pembersihan|pengerukan|pengaspalan|pembangunan|penyemprotan|pengasapan|"
      "pembayaran|pencairan|penertiban|pembongkaran|penyaluran|pengiriman)(?:nya)?\\b(?: di[a-z]{4,})?"
      "|\\b(?:selesai|rampung|terbit)\\b(?= (?:paling lambat|pada|tanggal|mulai))|\\bakan (?:segera |kami )*(?:perbaiki|tambal|ganti|pasang|kerjakan|bersihkan|"
      "angkut|bangun|keruk|aspal|cor)\\w*|\\bkami (?:bongkar|kirim|bayar|pasang|perbaiki|kerjakan|tambal|ganti|ambil|undang|jadwalkan|panggil|periksa)\\b",
      TRUE },
  /* A time to come that is told without a date. */
  [LOKET_PATTERN_SOON] = {
      "\\b(?:besok|lusa|nanti (?:malam|sore|siang)|malam ini|(?:minggu|pekan|bulan|tahun) depan|hari (?:Senin|Selasa|Rabu|Kamis|Jumat) depan)\\b", TRUE },
  /* The matter itself is put right, whatever else is still to come. */
  [LOKET_PATTERN_REPAIR_DONE] = {
      "\\b(?:sudah|telah) (?:kami |selesai |kembali |dapat )*(?:di|ter)?(?:pasang|ganti|tambal|perbaiki|bersihkan|angkut|tutup|copot|pindahkan|"
      "bayar(?:kan)?|kembalikan|buka|terbit(?:kan)?|cetak|serahkan|salurkan|betulkan|sambung|hapus|bongkar|selesai|tuntas|rampung)\\b"
      "|\\b(?:menyala|hidup|mengalir|normal|lancar|berfungsi|beroperasi|dibuka|aktif) (?:lagi|kembali)\\b|\\bkembali (?:menyala|hidup|mengalir|normal|"
      "lancar|berfungsi|beroperasi|aktif|seperti semula)\\b",
      TRUE },
  /* Not the office's own work: a condition, the reporter's turn, an offer, a look after it. */
  [LOKET_PATTERN_CONDITION_SET] = {
      "\\b(?:bila|apabila|jika|kalau|seandainya|silakan|mohon|berlaku|garansi|pantau\\w*|dipantau|memantau|pemantauan|pengawasan|"
      "berikutnya|ulang|dapat|bisa|boleh|(?:agar|supaya)(?! tidak)|sampai dengan|masa pemeliharaan|setiap|tiap|rutin|berkala|umumkan|"
      "sudah|telah|terpasang|disetujui|jatuh tempo|batas)\\b",
      TRUE },
  /* Right where the search begins, behind a day; after a comma “lalu” means “then”. */
  [LOKET_PATTERN_PAST_AFTER] = { "\\G (?:yang )?(?:lalu|kemarin)\\b", TRUE },
  [LOKET_PATTERN_WILL_WORK] = {
      "\\b(?:akan|segera) (?:kami |segera )*(?:di|mem|men|meng|me)?(?:perbaiki|tambal|ganti|pasang|kerjakan|tangani|bersihkan|angkut|"
      "bangun|laksanakan|keruk|aspal|tindak ?lanjuti|proses|cek|tinjau|periksa|selesaikan|usulkan|koordinasikan)\\w*",
      TRUE },
  [LOKET_PATTERN_DONE] = {
      "\\b(?:sudah|telah|selesai|rampung|tuntas|kembali (?:normal|menyala|lancar|berfungsi|mengalir)|kini|berhasil|lunas|gratis|"
      "hasilnya|ternyata|terbukti|dibatalkan|dikembalikan)\\b",
      TRUE },
  [LOKET_PATTERN_ALL_DONE] = {
      "\\b(?:sudah|telah) (?:selesai|tuntas|rampung)(?: (?:di)?(?:perbaiki|kerjakan|tangani|tambal|ganti|pasang|aspal|bersihkan))?\\b"
      "|\\b(?:sudah|telah) (?:kembali )?(?:menyala|normal|lancar|berfungsi)(?: kembali)?\\b"
      "|\\blaporan (?:ini |Saudara )?(?:kami nyatakan |dinyatakan )selesai\\b",
      TRUE },
  [LOKET_PATTERN_STILL] = {
      "\\b(?:akan|sedang|masih|belum|dijadwalkan|direncanakan|ditargetkan|diperkirakan|paling lambat|menunggu|sementara|tahap|"
      "selanjutnya|berikutnya|lanjutan|pantau|memantau|kecuali|sebagian|usul|diusulkan|rencana|mulai|dimulai|nanti|proses|"
      "dipantau|sisanya|lainnya|darurat|besok)\\b",
      TRUE },
  /* Anything done, found out, explained, asked for or offered. */
  [LOKET_PATTERN_SUBSTANCE] = {
      "\\d|eriksa|injau|erbaik|ambal|asang|bersih|angkut|ganti|datang|kunjung|egur|egel|sita|ukur|urvei|"
      "bayar|cair|usul|jadwal|irim|bangun|bongkar|angkap|emukan|emui|ertib|denda|padam|pindah|tanam|keruk|aspal|"
      "sebab|karena|akibat|berdasarkan|wewenang|syarat|biaya|gratis|tarif|bantu|daftar|alamat|petunjuk|cara|jelas|lampir|"
      "menyala|kosong|rusak|bocor|izin|putus|tolak|setuju|hapus|batal|panggil|sidang|verifikasi|lokasi|foto|hasil|"
      "cek|pantau|patroli|razia|vaksin|obat|dokter|guru|sekolah|kontrak|anggaran",
      TRUE },
  [LOKET_PATTERN_RUNNING] = {
      "\\b(?:akan|segera|sedang|dijadwalkan|direncanakan|diusulkan|ditargetkan|dalam (?:proses|tahap)|secepatnya|menunggu)\\b", TRUE },
  [LOKET_PATTERN_GO_THERE] = {
      "\\b(?:silakan|silahkan|mohon|harap|dipersilakan)(?: (?:Saudara|Bapak|Ibu|Anda|untuk|segera|langsung|dapat)){0,3} "
      "(?:datang|mendatangi|hubungi|menghubungi|melapor|mengurus|mengajukan)\\b",
      TRUE },
  [LOKET_PATTERN_CHANNEL] = {
      "\\(0\\d{2,3}\\)|\\b0\\d{2,}|\\b1\\d{2}\\b|\\b1500\\d+|\\bpukul \\d|\\b(?:loket|whatsapp|WA|aplikasi|laman|situs|surel|email|web|balas|hari kerja|jam kerja|call cent(?:er|re)|"
      "hotline|posko|puskesmas|(?:balai|kantor) (?:desa|kelurahan|kecamatan)(?= \\w))\\b",
      TRUE },
  [LOKET_PATTERN_ANY_STREET] = { "\\b(?:Jalan|Jl|Jln|Gang|Gg)\\b\\.? (?:[A-Z]\\w{0,2}\\.? )*[A-Z][\\w']{2,}", FALSE },
  [LOKET_PATTERN_REFUSAL] = {
      "\\b(?:tidak|belum) (?:dapat|bisa) (?:kami )?(?:di)?(?:penuhi|kabulkan|setujui|layani|terima|akomodasi|tindak ?lanjuti|proses)\\b"
      "|\\b(?:permohonan|permintaan|usulan|pengajuan|laporan)(?: (?:Saudara|Bapak|Ibu|Anda|ini))?(?: kami| di)? ?(?:ditolak|tolak)\\b"
      "|\\b(?:bukan (?:merupakan )?(?:wewenang|kewenangan|ranah)|di luar (?:wewenang|kewenangan|ranah))(?: kami| dinas kami)?\\b",
      TRUE },
  [LOKET_PATTERN_REASON] = {
      "\\b(?:karena|sebab|lantaran|berhubung|mengingat|alasan\\w*|berdasarkan|sesuai|menurut|merupakan|berstatus|termasuk|milik|"
      "menjadi (?:wewenang|kewenang)\\w*|(?:wewenang|kewenang)\\w* (?:ada|berada|pada|pemerintah|dinas|kementerian)|dikelola|sehingga|akibat|"
      "disebabkan|melebihi|belum (?:lengkap|tersedia|memenuhi)|tidak (?:lengkap|tersedia|memenuhi)|maka|pasal|peraturan|perda|kuota|"
      "anggaran|syarat\\w*|melainkan|tetapi|namun)\\b",
      TRUE },
  [LOKET_PATTERN_STREET] = {
      "\\b(?:jalan|jln|jl|gang|gg|komplek|kompleks|perumahan|desa|kelurahan|pasar|jembatan|simpang)\\b\\.? (?!yang|ini|itu|di|ke|dan|"
      "rusak|berlubang|raya\\b|depan|menuju|umum|nasional|provinsi|lingkungan|utama|masuk|desa|kami|saya|sudah|tidak|tersebut|"
      "gelap|poros|antara|tol|lingkar|tikus|kecil|besar|sempit|baru|lama|kampung|tanah|kayu|gantung|tiga|empat|lima)[a-z][\\w']{3,}",
      TRUE },
  [LOKET_PATTERN_ROAD] = {
      "(?<!Balai |Kantor |Kepala |Pemerintah |BPD |Pasar )\\b(?:Jalan|Jln|Jl|Gang|Gg|Desa|Kelurahan|Kecamatan|Perumahan|Simpang|Jembatan)\\b\\.? "
      "(?!Raya\\b|Nasional|Provinsi|Tol|Lingkar|Umum|Lingkungan|Desa|Poros|Dinas|Tim|Bidang)[A-Z][\\w']{3,}",
      FALSE },
  [LOKET_PATTERN_THAT_PLACE] = {
      "\\b(?:lokasi|tempat|titik|ruas|jalan|gang|simpang|jembatan|saluran|drainase|lampu|lubang|pasar|taman|gedung|sekolah|rumah|"
      "bangunan|lahan|sungai|parit|trotoar|terminal|halte|lapangan|perumahan|wilayah|kawasan|area|daerah|lingkungan|desa|kelurahan|"
      "komplek|kompleks|puskesmas|tiang|pohon|tiang|pipa|jaringan|bagian)(?:nya\\b| (?:itu|tersebut|ini|dimaksud|yang|di)\\b)"
      "|\\bdi (?:sana|situ|depan|belakang|sekitar|samping|dekat|seberang|lokasi|lapangan)\\b|\\b(?:ke|di|meninjau|memeriksa) lokasi\\b",
      TRUE },
  [LOKET_PATTERN_OFFICE_ADDRESS] = {
      "\\b(?:kantor|loket|alamat|datang|hubungi|posko|gedung|layanan|mal pelayanan|bengkel|gudang|sekretariat|pengalihan|dialihkan|"
      "lewat|melalui|persimpangan|simpang|dekat|antara|sampai|menuju|No\\.?|Nomor)\\b",
      TRUE },
  [LOKET_PATTERN_ASKS_WHEN] = {
      "\\bkapan\\b(?! saja|pun| hari| waktu)[^.!\\n]{0,80}\\?|\\b(?:sampai|tanggal) kapan\\b|\\bkapan (?:di|mulai|buka|cair|selesai|dibuka)\\w*", TRUE },
  [LOKET_PATTERN_SOME_TIME] = {
      "\\b(?:sudah|telah|belum ada|belum dapat (?:di|kami )pastikan|setelah|sesudah|begitu|setiap|mulai|sejak|hari kerja|tahun \\d{4})\\b", TRUE },
  [LOKET_PATTERN_ASKS_HOW_MUCH] = { "\\bberapa\\b[^.!\\n]{0,80}\\?|\\b(?:biaya|tarif|harga)nya? berapa\\b", TRUE },
  [LOKET_PATTERN_SOME_AMOUNT] = {
      "\\d|\\b(?:gratis|tanpa biaya|tidak dipungut|tidak dikenai|cuma-cuma|bergantung|tergantung|satu|dua|tiga|empat|lima|enam|tujuh|"
      "delapan|sembilan|sepuluh|belas|puluh|ratus|ribu|juta)\\b",
      TRUE },
  [LOKET_PATTERN_TICKET] = {
      "(?:(?:nomor|no\\.?) (?:laporan|tiket|aduan|pengaduan|tracking(?: ID)?)|tracking ID|ID laporan|(?:laporan|aduan|pengaduan)(?: (?:Saudara|Bapak|Ibu|Anda|ini))?(?: dengan)? (?:nomor|no\\.?|ID)|#)[ :#]{0,3}"
      "\\d{7,9}\\b(?![.,]?\\d)",
      TRUE },
  [LOKET_PATTERN_SALUTATION] = {
      "(?:^|\\n)(?:Kepada )?(?:Yth\\.? ?)?(?:(?:Sdri?|Saudar[ai]|Bapak|Ibu|Bpk|Pak|Bu|Mas|Mbak|Kak)\\b\\.? ?)+"
      "(?!Pelapor|Warga|Pengadu|Masyarakat|Pemohon|Pelanggan|Pengguna|Kepala|Camat|Lurah|Ketua|Bapak|Ibu|Saudar|Sdr|Orang|RT|Guru|"
      "Pengirim|Pembaca|Wajib|Peserta|Calon|Pimpinan|Bupati|Wali|Gubernur|Kades|Haji|Bidan|Dokter|RW|Ustaz|Petani|Nelayan|"
      "Pedagang|Penghuni|Sekalian|Semua|Sopir|Direktur|Sekretaris)[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}",
      FALSE },
  [LOKET_PATTERN_ADDRESSED] = {
      "\\b(?=[A-Z])(?!(?:Kepada|Yth|Sdr|Sdri|Saudara|Saudari|Bapak|Ibu|Bpk|Pak|Bu|Mas|Mbak|Kak)\\b)[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}$", FALSE },
  [LOKET_PATTERN_LANDLINE] = { "^\\(?0\\d{2,3}\\)?[ -]+\\d{5,8}$|^(?:19|20)\\d{2}[ -]+(?:19|20)\\d{2}$", FALSE },
  [LOKET_PATTERN_JOINT] = {
      "\\b(?:digabung\\w*|gabung\\w*|sebelumnya|terdahulu|induk|serupa|sama dengan|juga|lain|dirujuk|merujuk)\\b", TRUE },
  [LOKET_PATTERN_FAULT] = {
      "\\b(?:petugas|kami)(?: kami)? (?:lupa|lalai|keliru|salah (?:mencatat|menulis|memasukkan|membaca|mengirim|alamat|input|paham))\\b|\\b(?:terlewat|terlupakan|luput dari perhatian)\\b(?= (?:oleh|dari) (?:kami|petugas))|(?<!Itu |Ini |itu |ini |memang |adalah )\\b(?:kelalaian|kesalahan|kekeliruan) (?:kami|petugas(?: kami)?|sistem kami)\\b"
      "|\\bketerlambatan (?:kami|penanganan|pengangkutan|perbaikan|jawaban|ini)\\b|\\bkami terlambat\\b",
      TRUE },
  [LOKET_PATTERN_SORRY] = { "\\b(?:maaf|menyesal\\w*|sesal\\w*|sedih|prihatin|akui|mengakui)\\b", TRUE },
  /* What is said to any reporter: a clause that repeats the complaint is no answer to it. */
  [LOKET_PATTERN_COURTESY] = {
      "\\bterima kasih\\b[^.,;!\\n]*"
      "|\\b(?:laporan|aduan|pengaduan|keluhan|masukan|saran|informasi|permohonan)(?:nya)?\\b[^.,;!\\n]{0,80}"
      "\\b(?:(?:sudah|telah) (?:kami )?(?:di)?(?:terima|catat|baca)|kami (?:terima|catat|baca)|menjadi (?:perhatian|atensi|masukan|bahan|catatan))\\b[^.,;!\\n]*"
      "|\\bmenjadi (?:perhatian|atensi|masukan|bahan|catatan)\\b[^.,;!\\n]*|\\b(?:meng)?apresiasi\\b[^.,;!\\n]*",
      TRUE },
  /* The name that somebody is given as the reporter. */
  [LOKET_PATTERN_NAMED_REPORTER] = {
      "\\b(?:Sdri?|Saudar[ai]|Bapak|Ibu|Bpk|Pak|Bu)\\b\\.? [A-Z][a-z]+(?: [A-Z][a-z]+){0,3}(?= (?:selaku|sebagai) (?:pelapor|pengadu)\\b)", FALSE },
  /* The parts of a reply, for the checklist. */
  [LOKET_PATTERN_OPENS] = {
      "^(?:Kepada )?Yth\\b[^\\n]*|^(?:Selamat (?:pagi|siang|sore|petang|malam)|Assalamu\\S*|Salam|Halo|Hai|Dengan hormat)\\b[^\\n.!]*"
      "|^(?:Bapak|Ibu|Pak|Bu|Bpk|Saudar[ai]|Sdri?|Mas|Mbak|Kak|Bang|Ananda)\\.? (?-i:[A-Z])\\w+(?: (?-i:[A-Z])\\w+){0,3},"
      "|, (?:Bapak|Ibu|Pak|Bu|Saudar[ai]|Mas|Mbak|Kak|Bang) (?-i:[A-Z])\\w+(?=[.,!]|$)"
      "|^(?:Bapak|Ibu|Pelapor|Saudara|Warga)(?: (?:Pelapor|yang terhormat))?,",
      TRUE },
  [LOKET_PATTERN_REPORT_ABOUT] = {
      "\\b(?:laporan|aduan|pengaduan|keluhan|permohonan|permintaan|pertanyaan|informasi)(?: (?:Saudara|Bapak|Ibu|Anda|ini))? "
      "(?:mengenai|tentang|terkait|perihal|soal|atas|bahwa)\\b|\\b(?:mengenai|tentang|perihal) (?:laporan|aduan|keluhan)\\b",
      TRUE },
  [LOKET_PATTERN_FOUND_OUT] = {
      "\\b(?:hasilnya|hasil (?:pemeriksaan|pengecekan|peninjauan|penelusuran|verifikasi|uji|survei|pengukuran)|ternyata|menemukan|ditemukan|terbukti|penyebab\\w*|disebabkan|kondisinya|keadaannya|diketahui|tercatat|"
      "duduk perkaranya|memang|benar|setelah (?:kami )?(?:di)?(?:cek|periksa|telusuri|tinjau)|(?:sudah|telah) kami (?:cek|periksa|telusuri|tinjau))\\b",
      TRUE },
  [LOKET_PATTERN_DEED_DONE] = {
      "\\b(?:sudah|telah)\\b(?: \\w+){0,3} (?:di|me|ber|ter)\\w{3,}|\\b(?:sudah|telah) (?:kami |turut |juga )*"
      "(?:di)?(?:cek|periksa|tinjau|perbaiki|tambal|ganti|pasang|bersihkan|angkut|teruskan|usulkan|hubungi|temui|tegur|segel|"
      "tanyai|telusuri|tangani|kerjakan|kirim|sampaikan|proses|koordinasikan|umumkan|catat|buat|mulai|bongkar|verifikasi)\\b"
      "|\\b(?:kami|petugas|tim|regu|pengawas|bidang \\w+|penyuluh|patroli|pengelola|distributor|tukang)(?: \\w+){0,4} "
      "(?:meninjau|memeriksa|mengecek|memperbaiki|menambal|mengganti|memasang|membersihkan|mengangkut|meneruskan|menegur|menyurati|"
      "menyegel|menertibkan|mendatangi|menghubungi|menemui|memerintahkan|berkoordinasi|bertemu|tiba|melakukan|menanam|mengukur|memanggil)\\b"
      "|\\bkami (?:teruskan|surati|usulkan|kirim|tegur|panggil|periksa|cek|tinjau|perbaiki|ganti|pasang|bongkar|catat|sampaikan|lakukan)\\b"
      "|\\b(?:pemeriksaan|penertiban|perbaikan|penambalan|pengecekan|operasi|patroli|pembersihan|peninjauan)\\b[^.\\n]{0,60}"
      "\\b(?:dilakukan|dilaksanakan|selesai|rampung)\\b|\\b(?:selesai|rampung|tuntas|dipindahkan|disetujui|disegel|disita|padam)\\b",
      TRUE },
  [LOKET_PATTERN_DEED_TO_COME] = {
      "\\b(?:akan|dijadwalkan|direncanakan|ditargetkan|diperkirakan|rencananya|paling lambat|selambat-lambatnya|selanjutnya|"
      "berikutnya|besok|dimulai|segera|sedang|menunggu|diusulkan|masuk (?:usulan|daftar))\\b",
      TRUE },
  [LOKET_PATTERN_HEAR_MORE] = {
      "\\b(?:hubungi|telepon|menelepon|balas|(?<!tanggung )jawab|kabari|laporkan|(?<!kami )kirim(?:kan)?|(?<!kami )sampaikan|tanyakan|mengajukan|cukup datang|silakan|"
      "narahubung|call cent(?:er|re)|whatsapp|pertanyaan lebih lanjut|informasi lebih lanjut|dibalas|keberatan)\\b"
      "|\\b(?:perkembangan|hasil|kabar)\\w*\\b[^.\\n]{0,60}\\b(?:kami (?:sampaikan|perbarui|kabari|tulis|umumkan|kirim)|disampaikan|diberitahukan|diperbarui)\\b"
      "|\\bkami (?:perbarui|kabari|beri tahu|beritahukan|umumkan|tulis)\\b|\\b(?:dapat|bisa) (?:dipantau|memantau|dilihat)\\b|\\bkami menunggu\\b",
      TRUE },
  [LOKET_PATTERN_CLOSES] = {
      "\\b(?:hormat kami|salam(?: hormat)?|wassalam\\w*|demikian|terima kasih|semoga|atas perhatian\\w*|mohon maaf atas|"
      "a\\.n\\.|tertanda|ttd)\\b",
      TRUE },
};

#include <sqlite3.h>
#include <fmt/core.h>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include "corpus.h"
#include "pressmark/search.h"
using namespace pressmark;
static double cpu(){ timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&t); return t.tv_sec*1e3+t.tv_nsec/1e6; }
static void ex(sqlite3*db,const std::string&s){ char*e=nullptr; if(sqlite3_exec(db,s.c_str(),0,0,&e)){fmt::print("{}: {}\n",s,e);exit(1);} }
static long long one(sqlite3*db,const std::string&s){ sqlite3_stmt*st; if(sqlite3_prepare_v2(db,s.c_str(),-1,&st,0)){fmt::print("{} {}\n",s,sqlite3_errmsg(db));exit(1);} sqlite3_step(st); long long r=sqlite3_column_int64(st,0); sqlite3_finalize(st); return r;}
int main(int c,char**v){
  int n=atoi(v[1]); std::string tok=v[2]; std::string opts=c>3?v[3]:"";
  std::string path="/tmp/s-search/"+tok+".db"; remove(path.c_str());
  sqlite3*db; sqlite3_open(path.c_str(),&db);
  if(auto r=search::add_tokenizer(db);!r)return 1;
  ex(db,"PRAGMA journal_mode=off;PRAGMA synchronous=off;PRAGMA cache_size=-300000");
  ex(db,"CREATE VIRTUAL TABLE search USING fts5(title,source,tags,text,content='',tokenize='"+tok+"'"+opts+");");
  bench::Corpus corpus; double t0=cpu(); size_t bytes=0;
  std::vector<bench::Sample> all; for(int i=0;i<n;++i){all.push_back(corpus.article(i)); auto&a=all.back(); bytes+=a.title.size()+a.source.size()+a.tags.size()+a.text.size();}
  double t1=cpu();
  ex(db,"BEGIN"); sqlite3_stmt*st; sqlite3_prepare_v2(db,"INSERT INTO search(rowid,title,source,tags,text) VALUES(?,?,?,?,?)",-1,&st,0);
  for(int i=0;i<n;++i){auto&a=all[i]; sqlite3_bind_int(st,1,i+1);int k=2;for(auto*s:{&a.title,&a.source,&a.tags,&a.text})sqlite3_bind_text(st,k++,s->data(),s->size(),SQLITE_STATIC);sqlite3_step(st);sqlite3_reset(st);} sqlite3_finalize(st);
  ex(db,"COMMIT"); double t2=cpu();
  long long size=one(db,"PRAGMA page_count")*4096;
  fmt::print("{} {}: text {} MB, gen {:.0f} ms, index {:.0f} ms ({:.1f} MB/s), size {:.2f} x text\n",tok,n,bytes>>20,t1-t0,t2-t1,bytes/1e3/(t2-t1),double(size)/bytes);
  ex(db,"CREATE TABLE article(id INTEGER PRIMARY KEY, day INT, length INT)"); ex(db,"BEGIN");
  for(int i=0;i<n;++i) ex(db,fmt::format("INSERT INTO article VALUES({},{},{})",i+1,all[i].day,all[i].text.size())); ex(db,"COMMIT");
  for(int i=4;i<c;++i){ std::string q=v[i];
    auto time=[&](std::string s){ one(db,s); double best=1e9; for(int k=0;k<5;++k){double a=cpu();one(db,s);best=std::min(best,cpu()-a);} return best;};
    long long hits=one(db,"SELECT count(*) FROM search WHERE search MATCH '"+q+"'");
    fmt::print("{:>20} hits {:>7} count {:>7.2f} ms  bm25 {:>7.2f}  join {:>7.2f} desc20k {:>7.2f}\n",q,hits,time("SELECT count(*) FROM search WHERE search MATCH '"+q+"'"),
      time("SELECT id FROM (SELECT search.rowid AS id, pressmark_relevance(search, article.length, 20000-article.day) AS score FROM search CROSS JOIN article ON article.id=search.rowid WHERE search MATCH '"+q+"' ORDER BY search.rowid DESC LIMIT 20001) ORDER BY score DESC LIMIT 20"),
      time("SELECT max(score) FROM (SELECT search.rowid AS id, pressmark_relevance(search, 1000,100) AS score FROM search WHERE search MATCH '"+q+"' ORDER BY search.rowid DESC LIMIT 20001)"),
      time("SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH '"+q+"' ORDER BY rowid DESC LIMIT 20000)"));
  }
}
